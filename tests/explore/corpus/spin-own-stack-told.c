/* SPDX-License-Identifier: MIT */
/* What the worker waits for lies on the stack of the thread that sets it.
 * EXPECT hazards=none complete=yes lab=1 */
#include <pthread.h>
#include <stdbool.h>
#include <stddef.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static void *work(void *arg)
{
    const bool *ready = arg;
    for (bool seen = false; !seen;) {
        pthread_mutex_lock(&lock);
        seen = *ready;
        pthread_mutex_unlock(&lock);
    }
    return NULL;
}

int main(void)
{
    bool ready = false;
    pthread_t worker;
    pthread_create(&worker, NULL, work, &ready);
    pthread_mutex_lock(&lock);
    ready = true;
    pthread_mutex_unlock(&lock);
    pthread_join(worker, NULL);
    return 0;
}
