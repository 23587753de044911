/* SPDX-License-Identifier: MIT */
/* A thread polls where it is asked to block, as gcc compiles it.
 * EXPECT blocking=1 cc=gcc hazards=busy-wait complete=yes */
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stddef.h>

static _Atomic int flag;

static void *raise_flag(void *arg)
{
    atomic_store(&flag, 1);
    return arg;
}

int main(void)
{
    pthread_t a;
    pthread_create(&a, NULL, raise_flag, NULL);
    while (!atomic_load(&flag))
        sched_yield();
    pthread_join(a, NULL);
    return 0;
}
