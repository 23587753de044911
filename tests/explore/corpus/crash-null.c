/* SPDX-License-Identifier: MIT */
/* A pointer is used before it is set.
 * EXPECT hazards=crash complete=yes */
#include <pthread.h>
#include <stdatomic.h>
#include <stddef.h>

static int x;
static int *_Atomic p;

static void *first(void *arg)
{
    atomic_store(&p, &x);
    return arg;
}

static void *second(void *arg)
{
    int *q = atomic_load(&p);
    *q = 1;
    return arg;
}

int main(void)
{
    pthread_t a, b;
    pthread_create(&a, NULL, first, NULL);
    pthread_create(&b, NULL, second, NULL);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    return 0;
}
