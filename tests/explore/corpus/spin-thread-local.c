/* SPDX-License-Identifier: MIT */
/* Looks in vain are counted in a thread-local variable, which is no part of the stack.
 * EXPECT hazards=assertion complete=yes */
#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stddef.h>

static atomic_int ready;
static _Thread_local int looks;

static void *wait_for_it(void *arg)
{
    while (!atomic_load(&ready))
        looks = looks < 2 ? looks + 1 : looks;
    assert(looks == 0);
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
