/* SPDX-License-Identifier: MIT */
/* The loop ends when no token is left: that there was one is what the thread waits to see changed.
 * EXPECT hazards=none complete=yes */
#include <pthread.h>
#include <semaphore.h>
#include <stddef.h>

static sem_t lamp;

static void *watch(void *arg)
{
    while (sem_trywait(&lamp) == 0)
        sem_post(&lamp);
    return arg;
}

int main(void)
{
    pthread_t watcher;
    sem_init(&lamp, 0, 1);
    pthread_create(&watcher, NULL, watch, NULL);
    sem_wait(&lamp);
    pthread_join(watcher, NULL);
    return 0;
}
