/* SPDX-License-Identifier: MIT */
/* It gives up after five timeouts, while another thread could still post: that outcome is not reached.
 * EXPECT hazards=none complete=yes outcomes=got-1|got-2|got-3 */
#include <pthread.h>
#include <semaphore.h>
#include <time.h>

#include "racelab/lab.h"

static sem_t ready;

static void *post(void *unused)
{
    sem_post(&ready);
    return unused;
}

int main(void)
{
    pthread_t thread;
    int tries = 0, got = 0;
    sem_init(&ready, 0, 0);
    pthread_create(&thread, NULL, post, NULL);
    while (tries < 5 && !got) {
        struct timespec until;
        clock_gettime(CLOCK_REALTIME, &until);
        until.tv_sec++;
        tries++;
        got = sem_timedwait(&ready, &until) == 0;
    }
    pthread_join(thread, NULL);
    lab_outcome("%s-%d", got ? "got" : "gave-up", tries);
    return 0;
}
