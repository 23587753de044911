/* SPDX-License-Identifier: MIT */
/* A thread signals again and again until it is told that somebody heard: the next signal may find him.
 * EXPECT hazards=none complete=yes */
#include <pthread.h>
#include <stdatomic.h>
#include <stddef.h>

static atomic_int heard;
static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t bell = PTHREAD_COND_INITIALIZER;

static void *ring(void *arg)
{
    while (!atomic_load(&heard))
        pthread_cond_signal(&bell);
    return arg;
}

int main(void)
{
    pthread_t ringer;
    pthread_create(&ringer, NULL, ring, NULL);
    pthread_mutex_lock(&mutex);
    pthread_cond_wait(&bell, &mutex);
    pthread_mutex_unlock(&mutex);
    atomic_store(&heard, 1);
    pthread_join(ringer, NULL);
    return 0;
}
