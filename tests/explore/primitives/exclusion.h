/* SPDX-License-Identifier: MIT */
/* THREADS threads that LOCK(me) and UNLOCK(me) ROUNDS times each, and what must hold. WRITER(me): is it a
 * writer? */
#include <pthread.h>
#include <stddef.h>

#include "racelab/lab.h"

#ifndef THREADS
#define THREADS 2
#endif
#ifndef ROUNDS
#define ROUNDS 2
#endif
#ifndef AGAIN /* so many rounds more has the first */
#define AGAIN 0
#endif

static int visits; /* protected by the lock: plain, so that a missing order is a race */

static void *visit(void *argument)
{
    int me = (int)(size_t)argument;
    for (int i = 0; i < ROUNDS + (me == 0 ? AGAIN : 0); i++) {
        LOCK(me);
        visits++;
        UNLOCK(me);
    }
    return NULL;
}

int main(void)
{
    pthread_t threads[THREADS];
#ifdef SETUP
    SETUP();
#endif
    for (size_t i = 1; i < THREADS; i++)
        pthread_create(&threads[i], NULL, visit, (void *)i);
    visit((void *)0);
    for (size_t i = 1; i < THREADS; i++)
        pthread_join(threads[i], NULL);
    lab_always(visits == THREADS * ROUNDS + AGAIN, "every visit is counted");
#ifdef TEARDOWN
    TEARDOWN();
#endif
    return 0;
}
