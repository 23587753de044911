/* SPDX-License-Identifier: MIT */
/* One signal, passed on among two that wait, one of them not for ever: who gives up has
 * used up no signal.
 * SOURCES primitives/condvar.c lock_model.c base/futex.c check_model.c
 * RUN TIMED=0
 * RUN TIMED=1
 * EXPECT hazards=none complete=yes */
#include <pthread.h>
#include <stddef.h>

#include "primitives/condvar.h"
#include "racelab/lab.h"

static struct rl_mutex mutex = RL_MUTEX_INIT;
static struct rl_condvar changed = RL_CONDVAR_INIT;
static int set; /* protected by mutex */

static void *wait_for_it(void *argument)
{
    rl_mutex_lock(&mutex);
    while (!set)
        rl_condvar_wait(&changed, &mutex);
    rl_condvar_signal(&changed);
    rl_mutex_unlock(&mutex);
    return argument;
}

static void *wait_once(void *argument)
{
    const struct timespec deadline = {.tv_sec = 2000000000};
    rl_mutex_lock(&mutex);
    if (set || rl_condvar_wait_until(&changed, &mutex, CLOCK_REALTIME, &deadline))
        rl_condvar_signal(&changed);
    rl_mutex_unlock(&mutex);
    return argument;
}

int main(void)
{
    pthread_t threads[2];
    pthread_create(&threads[0], NULL, wait_for_it, NULL);
    pthread_create(&threads[1], NULL, TIMED ? wait_once : wait_for_it, NULL);
    rl_mutex_lock(&mutex);
    set = 1;
    rl_condvar_signal(&changed);
    rl_mutex_unlock(&mutex);
    for (int i = 0; i < 2; i++)
        pthread_join(threads[i], NULL);
    rl_condvar_destroy(&changed);
    return 0;
}
