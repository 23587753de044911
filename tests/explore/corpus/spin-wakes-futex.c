/* SPDX-License-Identifier: MIT */
/* A wake that finds nobody changes nothing, but the next one may find somebody.
 * EXPECT hazards=none complete=yes */
#define _GNU_SOURCE
#include <linux/futex.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stddef.h>
#include <sys/syscall.h>
#include <unistd.h>

static atomic_int awake;
static int bed;

static void *wake(void *arg)
{
    while (!atomic_load(&awake))
        syscall(SYS_futex, &bed, FUTEX_WAKE, 1, NULL, NULL, 0);
    return arg;
}

int main(void)
{
    pthread_t waker;
    pthread_create(&waker, NULL, wake, NULL);
    syscall(SYS_futex, &bed, FUTEX_WAIT, 0, NULL, NULL, 0);
    atomic_store(&awake, 1);
    pthread_join(waker, NULL);
    return 0;
}
