/* SPDX-License-Identifier: MIT */
/* A relaxed store of another thread ends the release sequence.
 * EXPECT hazards=data-race */
#include <pthread.h>
#include <stdatomic.h>
#include <stddef.h>

static int x;
static _Atomic int flag;

static void *first(void *arg)
{
    x = 1;
    atomic_store_explicit(&flag, 1, memory_order_release);
    return arg;
}

static void *second(void *arg)
{
    if (atomic_load_explicit(&flag, memory_order_relaxed) == 1)
        atomic_store_explicit(&flag, 2, memory_order_relaxed);
    return arg;
}

static void *third(void *arg)
{
    if (atomic_load_explicit(&flag, memory_order_acquire) == 2)
        x++;
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
    return 0;
}
