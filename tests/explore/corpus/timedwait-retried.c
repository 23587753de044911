/* SPDX-License-Identifier: MIT */
/* A semaphore is waited for with a timeout, again and again until it comes: the search ends.
 * EXPECT hazards=none complete=yes */
#include <pthread.h>
#include <semaphore.h>
#include <time.h>

static sem_t ready;
static int value;

static void *post(void *unused)
{
    value = 1;
    sem_post(&ready);
    return unused;
}

int main(void)
{
    pthread_t thread;
    sem_init(&ready, 0, 0);
    pthread_create(&thread, NULL, post, NULL);
    for (;;) {
        struct timespec until;
        clock_gettime(CLOCK_REALTIME, &until);
        until.tv_sec++;
        if (sem_timedwait(&ready, &until) == 0)
            break;
    }
    pthread_join(thread, NULL);
    return value == 1 ? 0 : 1;
}
