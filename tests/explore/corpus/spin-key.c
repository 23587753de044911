/* SPDX-License-Identifier: MIT */
/* The same with a value of the thread's own.
 * EXPECT hazards=assertion complete=yes */
#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stddef.h>

static atomic_int ready;
static pthread_key_t key;

static void *wait_for_it(void *arg)
{
    while (!atomic_load(&ready))
        pthread_setspecific(key, &ready);
    assert(!pthread_getspecific(key));
    return arg;
}

int main(void)
{
    pthread_t waiter;
    pthread_key_create(&key, NULL);
    pthread_create(&waiter, NULL, wait_for_it, NULL);
    atomic_store(&ready, 1);
    pthread_join(waiter, NULL);
    return 0;
}
