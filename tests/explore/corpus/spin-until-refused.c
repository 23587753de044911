/* SPDX-License-Identifier: MIT */
/* The loop ends when the lock can no longer be had: that it could be had is what the thread waits to see
 * changed. EXPECT hazards=none complete=yes */
#include <pthread.h>
#include <stddef.h>

static pthread_mutex_t lamp = PTHREAD_MUTEX_INITIALIZER;

static void *watch(void *arg)
{
    while (pthread_mutex_trylock(&lamp) == 0)
        pthread_mutex_unlock(&lamp);
    return arg;
}

int main(void)
{
    pthread_t watcher;
    pthread_create(&watcher, NULL, watch, NULL);
    pthread_mutex_lock(&lamp);
    pthread_join(watcher, NULL);
    pthread_mutex_unlock(&lamp);
    return 0;
}
