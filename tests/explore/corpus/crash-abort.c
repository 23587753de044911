/* SPDX-License-Identifier: MIT */
/* abort in one order.
 * EXPECT hazards=crash complete=yes */
#include <pthread.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdlib.h>

static _Atomic int x;

static void *first(void *arg)
{
    atomic_store(&x, 1);
    return arg;
}

static void *second(void *arg)
{
    if (!atomic_load(&x))
        abort();
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
