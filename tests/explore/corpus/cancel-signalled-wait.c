/* SPDX-License-Identifier: MIT */
/* A wait that is signalled although a cancellation is pending: it returns, or it is cancelled.
 * EXPECT hazards=none complete=yes outcomes=0|1 */
#include <pthread.h>

#include "racelab/lab.h"

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t came = PTHREAD_COND_INITIALIZER;
static int returned;

static void let_go(void *mutex)
{
    pthread_mutex_unlock(mutex);
}

static void *wait_once(void *unused)
{
    pthread_cancel(pthread_self());
    pthread_mutex_lock(&lock);
    pthread_cleanup_push(let_go, &lock);
    pthread_cond_wait(&came, &lock);
    returned = 1;
    pthread_cleanup_pop(1);
    return unused;
}

static void *signal_once(void *unused)
{
    pthread_cond_signal(&came);
    return unused;
}

int main(void)
{
    pthread_t waiter, signaller;
    pthread_create(&waiter, NULL, wait_once, NULL);
    pthread_create(&signaller, NULL, signal_once, NULL);
    pthread_join(waiter, NULL);
    pthread_join(signaller, NULL);
    lab_outcome("%d", returned);
    return 0;
}
