/* SPDX-License-Identifier: MIT */
/* A thread looks again and again, each time under the lock: what it changes (the lock) it puts back.
 * EXPECT hazards=none complete=yes outcomes=1|2 */
#include <pthread.h>
#include <sched.h>
#include <stddef.h>

#include "racelab/lab.h"

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int count, seen;

static void *poll_count(void *arg)
{
    pthread_mutex_lock(&lock);
    while (count == 0) {
        pthread_mutex_unlock(&lock);
        sched_yield();
        pthread_mutex_lock(&lock);
    }
    seen = count;
    pthread_mutex_unlock(&lock);
    return arg;
}

static void *add_two(void *arg)
{
    for (int i = 0; i < 2; i++) {
        pthread_mutex_lock(&lock);
        count++;
        pthread_mutex_unlock(&lock);
    }
    return arg;
}

int main(void)
{
    pthread_t a, b;
    pthread_create(&a, NULL, poll_count, NULL);
    pthread_create(&b, NULL, add_two, NULL);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    lab_outcome("%d", seen);
    return 0;
}
