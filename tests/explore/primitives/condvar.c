/* SPDX-License-Identifier: MIT */
/* A buffer between a producer and a consumer: no wakeup is lost, none is stolen.
 * (With more items: condvar_buffer.c.)
 * SOURCES primitives/condvar.c primitives/mutex.c futex_model.c check_model.c
 * RUN ITEMS=1 CELLS=1
 * EXPECT hazards=none complete=yes */
#include <pthread.h>
#include <stddef.h>

#include "primitives/condvar.h"
#include "racelab/lab.h"

static struct rl_mutex mutex = RL_MUTEX_INIT;
static struct rl_condvar not_empty = RL_CONDVAR_INIT;
static struct rl_condvar not_full = RL_CONDVAR_INIT;
static int items; /* protected by mutex */

static void *produce(void *argument)
{
    for (int i = 0; i < ITEMS; i++) {
        rl_mutex_lock(&mutex);
        while (items == CELLS)
            rl_condvar_wait(&not_full, &mutex);
        items++;
        rl_condvar_signal(&not_empty);
        rl_mutex_unlock(&mutex);
    }
    return argument;
}

int main(void)
{
    pthread_t thread;
    pthread_create(&thread, NULL, produce, NULL);
    for (int i = 0; i < ITEMS; i++) {
        rl_mutex_lock(&mutex);
        while (items == 0)
            rl_condvar_wait(&not_empty, &mutex);
        items--;
        rl_condvar_signal(&not_full);
        rl_mutex_unlock(&mutex);
    }
    pthread_join(thread, NULL);
    lab_always(items == 0, "what was produced was consumed");
    rl_condvar_destroy(&not_empty);
    rl_condvar_destroy(&not_full);
    return 0;
}
