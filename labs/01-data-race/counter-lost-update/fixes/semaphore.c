/* SPDX-License-Identifier: MIT */
/* One permit to count: a semaphore that starts at 1 lets one door through and keeps the others waiting. */
#include <pthread.h>
#include <semaphore.h>

#include "counter.h"

static pthread_once_t opened = PTHREAD_ONCE_INIT;
static sem_t permit;
static long visitors; /* only whoever holds the permit */

static void open_museum(void)
{
    sem_init(&permit, 0, 1);
}

static void take_permit(void)
{
    pthread_once(&opened, open_museum);
    while (sem_wait(&permit) != 0)
        ; /* a signal handler interrupted it: the permit is not ours yet */
}

void counter_visit(void (*turnstile)(void))
{
    turnstile();
    take_permit();
    visitors++;
    sem_post(&permit);
}

long counter_total(void)
{
    take_permit();
    long total = visitors;
    sem_post(&permit);
    return total;
}
