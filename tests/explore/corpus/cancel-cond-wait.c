/* SPDX-License-Identifier: MIT */
/* A thread cancelled in pthread_cond_wait has the mutex again when its handler runs, and the handler lets go.
 * EXPECT hazards=none complete=yes outcomes=cancelled 1 0 */
#include <pthread.h>
#include <stddef.h>

#include "racelab/lab.h"

static pthread_mutex_t m = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t c = PTHREAD_COND_INITIALIZER;
static int ready, seen;

static void leave(void *unused)
{
    (void)unused;
    seen++;
    pthread_mutex_unlock(&m);
}

static void *waits(void *arg)
{
    pthread_mutex_lock(&m);
    pthread_cleanup_push(leave, NULL);
    while (!ready)
        pthread_cond_wait(&c, &m);
    pthread_cleanup_pop(1);
    return arg;
}

int main(void)
{
    pthread_t a;
    void *value;
    pthread_create(&a, NULL, waits, NULL);
    pthread_cancel(a);
    pthread_mutex_lock(&m);
    seen += 0;
    pthread_mutex_unlock(&m);
    pthread_join(a, &value);
    lab_outcome("%s %d %d", value == PTHREAD_CANCELED ? "cancelled" : "returned", seen,
                pthread_mutex_trylock(&m));
    return pthread_mutex_unlock(&m);
}
