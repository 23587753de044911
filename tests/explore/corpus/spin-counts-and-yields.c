/* SPDX-License-Identifier: MIT */
/* Looks under the lock are counted, and the thread says itself that others shall go first.
 * EXPECT hazards=none complete=yes lab=1 */
#include <pthread.h>
#include <sched.h>
#include <stdbool.h>
#include <stddef.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static bool ready; /* protected by lock, as is looks */
static int looks;

static bool look(void)
{
    pthread_mutex_lock(&lock);
    bool found = ready;
    looks++;
    pthread_mutex_unlock(&lock);
    return found;
}

static void *wait_for_it(void *arg)
{
    while (!look())
        sched_yield();
    return arg;
}

int main(void)
{
    pthread_t waiter;
    pthread_create(&waiter, NULL, wait_for_it, NULL);
    pthread_mutex_lock(&lock);
    ready = true;
    pthread_mutex_unlock(&lock);
    pthread_join(waiter, NULL);
    return 0;
}
