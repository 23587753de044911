/* SPDX-License-Identifier: MIT */
/* Trying succeeds or fails.
 * EXPECT hazards=none complete=yes outcomes=00|01|10 */
#include <errno.h>
#include <pthread.h>
#include <stddef.h>

#include "racelab/lab.h"

static pthread_rwlock_t rw = PTHREAD_RWLOCK_INITIALIZER;
static int p, q;

static void *first(void *arg)
{
    p = pthread_rwlock_trywrlock(&rw) == EBUSY;
    if (!p)
        pthread_rwlock_unlock(&rw);
    return arg;
}

static void *second(void *arg)
{
    q = pthread_rwlock_tryrdlock(&rw) == EBUSY;
    if (!q)
        pthread_rwlock_unlock(&rw);
    return arg;
}

int main(void)
{
    pthread_t a, b;
    pthread_create(&a, NULL, first, NULL);
    pthread_create(&b, NULL, second, NULL);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    lab_outcome("%d%d", p, q);
    return 0;
}
