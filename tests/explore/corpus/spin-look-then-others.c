/* SPDX-License-Identifier: MIT */
/* Three threads meet at one number: one waits for it with a lock in hand, two change it, in either order.
 * EXPECT hazards=none complete=yes outcomes=added to 0|added to 3 */
#include <pthread.h>
#include <stdatomic.h>
#include <stddef.h>

#include "racelab/lab.h"

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static atomic_int number;
static int found;

static void *add(void *arg)
{
    found = atomic_fetch_add(&number, 1);
    return arg;
}

static void *wait_for_it(void *arg)
{
    pthread_mutex_lock(&lock);
    while (atomic_load(&number) == 0)
        ;
    pthread_mutex_unlock(&lock);
    return arg;
}

static void *set(void *arg)
{
    atomic_store(&number, 3);
    return arg;
}

int main(void)
{
    pthread_t threads[3];
    pthread_create(&threads[0], NULL, add, NULL);
    pthread_create(&threads[1], NULL, wait_for_it, NULL);
    pthread_create(&threads[2], NULL, set, NULL);
    for (int i = 0; i < 3; i++)
        pthread_join(threads[i], NULL);
    lab_outcome("added to %d", found);
    return 0;
}
