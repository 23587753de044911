/* SPDX-License-Identifier: MIT */
/* A writer that reads or writes again is told EDEADLK.
 * EXPECT hazards=none complete=yes outcomes=EDEADLK EDEADLK */
#include <errno.h>
#include <pthread.h>
#include <stddef.h>

#include "racelab/lab.h"

static pthread_rwlock_t rw = PTHREAD_RWLOCK_INITIALIZER;

int main(void)
{
    pthread_rwlock_wrlock(&rw);
    int reading = pthread_rwlock_rdlock(&rw);
    int writing = pthread_rwlock_wrlock(&rw);
    lab_outcome("%s %s", reading == EDEADLK ? "EDEADLK" : "other", writing == EDEADLK ? "EDEADLK" : "other");
    return pthread_rwlock_unlock(&rw);
}
