/* SPDX-License-Identifier: MIT */
/* Each round takes a recursive mutex once more, and it is given back once only.
 * EXPECT hazards=lock-leak */
#include <pthread.h>
#include <stdatomic.h>
#include <stddef.h>

static atomic_int ready;
static pthread_mutex_t mutex;

static void *wait_for_it(void *arg)
{
    pthread_mutex_lock(&mutex);
    while (!atomic_load(&ready))
        pthread_mutex_lock(&mutex);
    pthread_mutex_unlock(&mutex);
    return arg;
}

int main(void)
{
    pthread_mutexattr_t recursive;
    pthread_t waiter;
    pthread_mutexattr_init(&recursive);
    pthread_mutexattr_settype(&recursive, PTHREAD_MUTEX_RECURSIVE);
    pthread_mutex_init(&mutex, &recursive);
    pthread_create(&waiter, NULL, wait_for_it, NULL);
    atomic_store(&ready, 1);
    pthread_join(waiter, NULL);
    return 0;
}
