/* SPDX-License-Identifier: MIT */
/* A recursive mutex is locked twice.
 * EXPECT hazards=none complete=yes outcomes=locked locked */
#include <errno.h>
#include <pthread.h>
#include <stddef.h>

#include "racelab/lab.h"

int main(void)
{
    pthread_mutexattr_t attr;
    pthread_mutex_t m;
    pthread_mutexattr_init(&attr);
    pthread_mutexattr_settype(&attr, PTHREAD_MUTEX_RECURSIVE);
    pthread_mutex_init(&m, &attr);
    pthread_mutexattr_destroy(&attr);
    int first = pthread_mutex_lock(&m);
    int second = pthread_mutex_lock(&m);
    lab_outcome("%s %s", first == 0 ? "locked" : "error",
                second == 0         ? "locked"
                : second == EDEADLK ? "EDEADLK"
                                    : "error");
    if (second == 0)
        pthread_mutex_unlock(&m);
    pthread_mutex_unlock(&m);
    return pthread_mutex_destroy(&m);
}
