/* SPDX-License-Identifier: MIT */
/* What the worker waits for is a thread-local variable of the thread that sets it.
 * EXPECT hazards=none complete=yes lab=1 */
#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static _Thread_local bool ready;

static void *work(void *arg)
{
    const bool *flag = arg;
    for (bool seen = false; !seen;) {
        pthread_mutex_lock(&lock);
        seen = *flag;
        pthread_mutex_unlock(&lock);
    }
    return NULL;
}

int main(void)
{
    pthread_t worker;
    pthread_create(&worker, NULL, work, &ready);
    pthread_mutex_lock(&lock);
    ready = true;
    pthread_mutex_unlock(&lock);
    pthread_join(worker, NULL);
    return 0;
}
