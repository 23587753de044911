/* SPDX-License-Identifier: MIT */
/* The loop ends when there is a writer: that there was none is what the thread waits to see changed.
 * EXPECT hazards=none complete=yes */
#include <pthread.h>
#include <stddef.h>

static pthread_rwlock_t lamp = PTHREAD_RWLOCK_INITIALIZER;

static void *watch(void *arg)
{
    while (pthread_rwlock_tryrdlock(&lamp) == 0)
        pthread_rwlock_unlock(&lamp);
    return arg;
}

int main(void)
{
    pthread_t watcher;
    pthread_create(&watcher, NULL, watch, NULL);
    pthread_rwlock_wrlock(&lamp);
    pthread_join(watcher, NULL);
    pthread_rwlock_unlock(&lamp);
    return 0;
}
