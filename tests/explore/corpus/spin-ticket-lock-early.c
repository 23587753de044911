/* SPDX-License-Identifier: MIT */
/* A ticket lock that shows the next number before the work is done: found among the loops that are left out.
 * EXPECT hazards=data-race|assertion complete=yes */
#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stddef.h>

static atomic_int next, serving;
static int count;

static void *enter(void *arg)
{
    int mine = atomic_fetch_add_explicit(&next, 1, memory_order_relaxed);
    while (atomic_load_explicit(&serving, memory_order_acquire) != mine)
        ;
    atomic_store_explicit(&serving, mine + 1, memory_order_release);
    count++;
    return arg;
}

int main(void)
{
    pthread_t threads[3];
    for (int i = 0; i < 3; i++)
        pthread_create(&threads[i], NULL, enter, NULL);
    for (int i = 0; i < 3; i++)
        pthread_join(threads[i], NULL);
    assert(count == 3);
    return 0;
}
