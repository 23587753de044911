/* SPDX-License-Identifier: MIT */
/* A schedule that is being shortened may leave a thread waiting for one that is not let on: no hang.
 * EXPECT hazards=assertion complete=yes lab=1 */
#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stddef.h>

static atomic_int ready, others;
static int waiting;

static void *wait_for_it(void *arg)
{
    int first = atomic_load(&others), second = atomic_load(&others);
    while (!atomic_load(&ready))
        waiting = 1;
    assert(first != 1 || second != 2);
    return arg;
}

int main(void)
{
    pthread_t waiter;
    pthread_create(&waiter, NULL, wait_for_it, NULL);
    atomic_store(&others, 1);
    atomic_store(&others, 2);
    atomic_store(&ready, 1);
    pthread_join(waiter, NULL);
    return 0;
}
