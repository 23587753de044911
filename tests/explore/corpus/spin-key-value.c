/* SPDX-License-Identifier: MIT */
/* Rounds are counted in thread-specific data, up to three.
 * EXPECT hazards=assertion complete=yes */
#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>

static atomic_int ready;
static pthread_key_t key;

static void *wait_for_it(void *arg)
{
    while (!atomic_load(&ready)) {
        uintptr_t rounds = (uintptr_t)pthread_getspecific(key);
        pthread_setspecific(key, (void *)(rounds < 3 ? rounds + 1 : rounds));
    }
    assert(pthread_getspecific(key) != (void *)3);
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
