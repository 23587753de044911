/* SPDX-License-Identifier: MIT */
/* Only a thread that looked in vain once goes wrong: the look that is left out elsewhere must be made here.
 * EXPECT hazards=assertion complete=yes */
#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stddef.h>

static atomic_int ready;

static void *wait_for_it(void *arg)
{
    int waited = 0;
    while (!atomic_load(&ready))
        waited = 1;
    assert(!waited);
    return arg;
}

int main(void)
{
    pthread_t waiter;
    pthread_create(&waiter, NULL, wait_for_it, NULL);
    atomic_store(&ready, 1);
    pthread_join(waiter, NULL);
    return 0;
}
