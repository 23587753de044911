/* SPDX-License-Identifier: MIT */
/* Wrong: the shot is still missed, and an alarm clock every ten milliseconds hides it. */
#include <pthread.h>
#include <stdatomic.h>
#include <time.h>

#include "gate.h"

static pthread_mutex_t gate_lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t shot = PTHREAD_COND_INITIALIZER;
static atomic_int started;

void gate_open(int heat)
{
    atomic_store(&started, heat + 1);
    pthread_cond_broadcast(&shot);
}

static void wait_a_little(void)
{
    struct timespec until;

    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_nsec += 10000000;
    until.tv_sec += until.tv_nsec / 1000000000;
    until.tv_nsec %= 1000000000;
    pthread_cond_timedwait(&shot, &gate_lock, &until);
}

void gate_pass(int heat, void (*run)(int heat))
{
    pthread_mutex_lock(&gate_lock);
    while (atomic_load(&started) <= heat)
        wait_a_little();
    pthread_mutex_unlock(&gate_lock);
    run(heat);
}
