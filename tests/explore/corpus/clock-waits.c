/* SPDX-License-Identifier: MIT */
/* Waits by a chosen clock: a clock that cannot be waited for is refused with EINVAL, by each call in its way.
 * EXPECT hazards=none complete=yes outcomes=22 22 -1 22 0 0 */
#include <errno.h>
#include <pthread.h>
#include <semaphore.h>
#include <stddef.h>
#include <time.h>

#include "racelab/lab.h"

static pthread_mutex_t m = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t c = PTHREAD_COND_INITIALIZER;
static sem_t s;

int main(void)
{
    struct timespec until;
    clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_sec++;
    sem_init(&s, 0, 1);
    int lock = pthread_mutex_clocklock(&m, CLOCK_PROCESS_CPUTIME_ID, &until);
    pthread_mutex_lock(&m);
    int wait = pthread_cond_clockwait(&c, &m, CLOCK_PROCESS_CPUTIME_ID, &until);
    pthread_mutex_unlock(&m);
    int sem = sem_clockwait(&s, CLOCK_PROCESS_CPUTIME_ID, &until), error = errno;
    int good_sem = sem_clockwait(&s, CLOCK_MONOTONIC, &until);
    int good_lock = pthread_mutex_clocklock(&m, CLOCK_MONOTONIC, &until);
    lab_outcome("%d %d %d %d %d %d", lock, wait, sem, error, good_sem, good_lock);
    return pthread_mutex_unlock(&m);
}
