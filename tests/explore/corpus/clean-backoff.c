/* SPDX-License-Identifier: MIT */
/* Two threads take two locks in opposite order, and let go and try again where the second is busy: they can
 * keep each other busy for ever, and need not. EXPECT hazards=none complete=yes outcomes=2 */
#include <pthread.h>
#include <stddef.h>

#include "racelab/lab.h"

static pthread_mutex_t left = PTHREAD_MUTEX_INITIALIZER;
static pthread_mutex_t right = PTHREAD_MUTEX_INITIALIZER;
static int meals;

static void eat(pthread_mutex_t *first, pthread_mutex_t *second)
{
    for (;;) {
        pthread_mutex_lock(first);
        if (pthread_mutex_trylock(second) == 0)
            break;
        pthread_mutex_unlock(first);
    }
    meals++;
    pthread_mutex_unlock(second);
    pthread_mutex_unlock(first);
}

static void *one(void *arg)
{
    eat(&left, &right);
    return arg;
}

static void *other(void *arg)
{
    eat(&right, &left);
    return arg;
}

int main(void)
{
    pthread_t a, b;
    pthread_create(&a, NULL, one, NULL);
    pthread_create(&b, NULL, other, NULL);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    lab_outcome("%d", meals);
    return 0;
}
