/* SPDX-License-Identifier: MIT */
/* One broadcast frees all that wait, and those who time out. (Of several waiters: condvar_chain.c.)
 * SOURCES primitives/condvar.c primitives/mutex.c futex_model.c check_model.c
 * RUN WAITERS=1 TIMED=0
 * RUN WAITERS=1 TIMED=1
 * RUN WAITERS=1 TIMED=1 FUTEX_SPURIOUS
 * EXPECT hazards=none complete=yes */
#include <pthread.h>
#include <stddef.h>

#include "primitives/condvar.h"
#include "racelab/lab.h"

static struct rl_mutex mutex = RL_MUTEX_INIT;
static struct rl_condvar opened = RL_CONDVAR_INIT;
static int open; /* protected by mutex */

static void *wait_for_it(void *argument)
{
    const struct timespec deadline = {.tv_sec = 2000000000};
    rl_mutex_lock(&mutex);
    while (!open) {
        if (!TIMED)
            rl_condvar_wait(&opened, &mutex);
        else if (!rl_condvar_wait_until(&opened, &mutex, CLOCK_REALTIME, &deadline))
            break;
    }
    rl_mutex_unlock(&mutex);
    return argument;
}

int main(void)
{
    pthread_t threads[WAITERS];
    for (int i = 0; i < WAITERS; i++)
        pthread_create(&threads[i], NULL, wait_for_it, NULL);
    rl_mutex_lock(&mutex);
    open = 1;
    rl_condvar_broadcast(&opened);
    rl_mutex_unlock(&mutex);
    for (int i = 0; i < WAITERS; i++)
        pthread_join(threads[i], NULL);
    rl_condvar_destroy(&opened);
    rl_mutex_destroy(&mutex);
    return 0;
}
