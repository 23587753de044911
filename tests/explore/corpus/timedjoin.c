/* SPDX-License-Identifier: MIT */
/* A timed join may time out or not; an impossible clock is refused; an impossible time is none at all.
 * EXPECT hazards=none complete=yes outcomes=0 22 0|ETIMEDOUT 22 0 */
#include <errno.h>
#include <pthread.h>
#include <stddef.h>
#include <time.h>

#include "racelab/lab.h"

static void *works(void *arg)
{
    return arg;
}

int main(void)
{
    pthread_t a;
    pthread_create(&a, NULL, works, NULL);
    struct timespec until, wrong = {0, 1000000000};
    clock_gettime(CLOCK_REALTIME, &until);
    int bad_clock = pthread_clockjoin_np(a, NULL, CLOCK_PROCESS_CPUTIME_ID, &until);
    int first = pthread_timedjoin_np(a, NULL, &until);
    if (first)
        pthread_join(a, NULL);
    pthread_create(&a, NULL, works, NULL);
    int bad_time = pthread_timedjoin_np(a, NULL, &wrong);
    lab_outcome("%s %d %d", first == ETIMEDOUT ? "ETIMEDOUT" : "0", bad_clock, bad_time);
    return 0;
}
