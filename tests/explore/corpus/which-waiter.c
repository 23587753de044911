/* SPDX-License-Identifier: MIT */
/* Either waiter may be the one that is woken first.
 * EXPECT hazards=none complete=yes outcomes=12|21 */
#include <pthread.h>
#include <stddef.h>

#include "racelab/lab.h"

static pthread_mutex_t m = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t c = PTHREAD_COND_INITIALIZER;
static int tokens, order;

static void *first(void *arg)
{
    pthread_mutex_lock(&m);
    while (!tokens)
        pthread_cond_wait(&c, &m);
    tokens--;
    order = order * 10 + 1;
    pthread_mutex_unlock(&m);
    return arg;
}

static void *second(void *arg)
{
    pthread_mutex_lock(&m);
    while (!tokens)
        pthread_cond_wait(&c, &m);
    tokens--;
    order = order * 10 + 2;
    pthread_mutex_unlock(&m);
    return arg;
}

static void *third(void *arg)
{
    pthread_mutex_lock(&m);
    tokens = 2;
    pthread_cond_broadcast(&c);
    pthread_mutex_unlock(&m);
    return arg;
}

int main(void)
{
    pthread_t a, b, d;
    pthread_create(&a, NULL, first, NULL);
    pthread_create(&b, NULL, second, NULL);
    pthread_create(&d, NULL, third, NULL);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    pthread_join(d, NULL);
    lab_outcome("%d", order);
    return 0;
}
