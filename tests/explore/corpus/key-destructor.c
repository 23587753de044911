/* SPDX-License-Identifier: MIT */
/* A thread's value is destroyed when it ends.
 * EXPECT hazards=none complete=yes lab=1 outcomes=2 */
#include <pthread.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdlib.h>

#include "racelab/lab.h"

static pthread_key_t key;
static _Atomic int destroyed;

static void destroy(void *value)
{
    atomic_fetch_add(&destroyed, 1);
    free(value);
}

static void *first(void *arg)
{
    pthread_setspecific(key, malloc(1));
    return arg;
}

static void *second(void *arg)
{
    pthread_setspecific(key, malloc(1));
    if (!pthread_getspecific(key))
        abort();
    return arg;
}

int main(void)
{
    pthread_t a, b;
    pthread_key_create(&key, destroy);
    pthread_create(&a, NULL, first, NULL);
    pthread_create(&b, NULL, second, NULL);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    lab_outcome("%d", atomic_load(&destroyed));
    return 0;
}
