/* SPDX-License-Identifier: MIT */
/* A thread waits for a flag that nobody sets.
 * EXPECT hazards=hang */
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stddef.h>

static _Atomic int flag;

static void *work(void *arg)
{
    while (!atomic_load(&flag))
        sched_yield();
    return arg;
}

int main(void)
{
    pthread_t a;
    pthread_create(&a, NULL, work, NULL);
    pthread_join(a, NULL);
    return 0;
}
