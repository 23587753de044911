/* SPDX-License-Identifier: MIT */
/* A thread's name is not given out again after the thread was joined, although POSIX lets it be.
 * EXPECT hazards=none complete=yes outcomes=other */
#include <pthread.h>

#include "racelab/lab.h"

static void *work(void *unused)
{
    return unused;
}

int main(void)
{
    pthread_t before, after;
    pthread_create(&before, NULL, work, NULL);
    pthread_join(before, NULL);
    pthread_create(&after, NULL, work, NULL);
    int same = pthread_equal(before, after);
    pthread_join(after, NULL);
    lab_outcome("%s", same ? "same" : "other");
    return 0;
}
