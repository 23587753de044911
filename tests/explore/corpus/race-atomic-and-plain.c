/* SPDX-License-Identifier: MIT */
/* One side is atomic, the other is not.
 * EXPECT hazards=data-race */
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
    *(int *)&x = 2;
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
