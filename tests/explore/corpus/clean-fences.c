/* SPDX-License-Identifier: MIT */
/* Fences around relaxed operations publish the datum.
 * EXPECT hazards=none complete=yes */
#include <pthread.h>
#include <stdatomic.h>
#include <stddef.h>

static int x;
static _Atomic int flag;

static void *first(void *arg)
{
    x = 1;
    atomic_thread_fence(memory_order_release);
    atomic_store_explicit(&flag, 1, memory_order_relaxed);
    return arg;
}

static void *second(void *arg)
{
    if (atomic_load_explicit(&flag, memory_order_relaxed)) {
        atomic_thread_fence(memory_order_acquire);
        x++;
    }
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
