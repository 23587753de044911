/* SPDX-License-Identifier: MIT */
/* The tries are counted where everybody could see it. The count is no progress: others come first after some.
 * EXPECT hazards=none complete=yes lab=1 */
#include <pthread.h>
#include <stdatomic.h>
#include <stddef.h>

static atomic_int ready, tries;

static void *wait_for_it(void *arg)
{
    while (!atomic_load(&ready))
        atomic_fetch_add(&tries, 1);
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
