/* SPDX-License-Identifier: MIT */
/* Release and acquire on the flag publish the datum.
 * EXPECT hazards=none complete=yes */
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
    if (atomic_load_explicit(&flag, memory_order_acquire))
        x++;
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
