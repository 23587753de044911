/* SPDX-License-Identifier: MIT */
/* Nobody wakes it, and a timeout hides that: of a duration, and of a moment.
 * EXPECT hazards=timeout-progress */
#define _GNU_SOURCE
#include <assert.h>
#include <errno.h>
#include <linux/futex.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

static _Atomic uint32_t word;

static void *waits(void *arg)
{
    struct timespec for_a_second = {1, 0}, until;
    long first = syscall(SYS_futex, &word, FUTEX_WAIT_PRIVATE, 0, &for_a_second, NULL, 0);
    assert(first == 0 || errno == ETIMEDOUT || errno == EINTR);
    clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_sec++;
    long second =
        syscall(SYS_futex, &word, FUTEX_WAIT_BITSET_PRIVATE, 0, &until, NULL, FUTEX_BITSET_MATCH_ANY);
    assert(second == 0 || errno == ETIMEDOUT || errno == EINTR);
    return arg;
}

int main(void)
{
    pthread_t a;
    pthread_create(&a, NULL, waits, NULL);
    pthread_join(a, NULL);
    return 0;
}
