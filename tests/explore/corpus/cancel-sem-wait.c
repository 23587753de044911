/* SPDX-License-Identifier: MIT */
/* A thread is cancelled where it waits for a semaphore, or before; its handlers run, newest first.
 * EXPECT hazards=none complete=yes outcomes=cancelled 21 */
#include <pthread.h>
#include <semaphore.h>
#include <stddef.h>

#include "racelab/lab.h"

static sem_t never;
static int trail;

static void add(void *digit)
{
    trail = trail * 10 + *(int *)digit;
}

static void *waits(void *arg)
{
    int one = 1, two = 2;
    pthread_cleanup_push(add, &one);
    pthread_cleanup_push(add, &two);
    sem_wait(&never);
    pthread_cleanup_pop(0);
    pthread_cleanup_pop(0);
    return arg;
}

int main(void)
{
    pthread_t a;
    void *value;
    sem_init(&never, 0, 0);
    pthread_create(&a, NULL, waits, NULL);
    pthread_cancel(a);
    pthread_join(a, &value);
    lab_outcome("%s %d", value == PTHREAD_CANCELED ? "cancelled" : "returned", trail);
    return 0;
}
