/* SPDX-License-Identifier: MIT */
/* A division by what may be zero.
 * EXPECT hazards=crash complete=yes */
#include <pthread.h>
#include <stdatomic.h>
#include <stddef.h>

static _Atomic int x;

static void *first(void *arg)
{
    atomic_store(&x, 1);
    return arg;
}

static void *second(void *arg)
{
    volatile int y = 8 / atomic_load(&x);
    (void)y;
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
