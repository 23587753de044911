/* SPDX-License-Identifier: MIT */
/* A timed join may time out or not; one with an impossible time or clock is refused.
 * EXPECT hazards=none complete=yes outcomes=0 22 22|ETIMEDOUT 22 22 */
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
    int bad_time = pthread_timedjoin_np(a, NULL, &wrong);
    int bad_clock = pthread_clockjoin_np(a, NULL, CLOCK_PROCESS_CPUTIME_ID, &until);
    int first = pthread_timedjoin_np(a, NULL, &until);
    if (first)
        pthread_join(a, NULL);
    lab_outcome("%s %d %d", first == ETIMEDOUT ? "ETIMEDOUT" : "0", bad_time, bad_clock);
    return 0;
}
