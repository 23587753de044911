/* SPDX-License-Identifier: MIT */
/* Attributes that change nothing within one process are accepted and given back.
 * EXPECT hazards=none complete=yes outcomes=1 1 1 22 0 */
#include <pthread.h>
#include <stddef.h>

#include "racelab/lab.h"

int main(void)
{
    pthread_mutexattr_t attr;
    pthread_mutex_t m;
    int shared, protocol, robust;
    pthread_mutexattr_init(&attr);
    pthread_mutexattr_setpshared(&attr, PTHREAD_PROCESS_SHARED);
    pthread_mutexattr_setprotocol(&attr, PTHREAD_PRIO_INHERIT);
    pthread_mutexattr_setrobust(&attr, PTHREAD_MUTEX_ROBUST);
    pthread_mutexattr_getpshared(&attr, &shared);
    pthread_mutexattr_getprotocol(&attr, &protocol);
    pthread_mutexattr_getrobust(&attr, &robust);
    int wrong = pthread_mutexattr_setprotocol(&attr, 77);
    pthread_mutex_init(&m, &attr);
    int taken = pthread_mutex_lock(&m);
    pthread_mutex_unlock(&m);
    lab_outcome("%d %d %d %d %d", shared, protocol, robust, wrong, taken);
    return pthread_mutex_destroy(&m);
}
