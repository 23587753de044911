/* SPDX-License-Identifier: MIT */
/* A routine of pthread_once that is cancelled, or left by pthread_exit, is run again by the next caller.
 * EXPECT hazards=none complete=yes outcomes=cancelled 3 */
#include <pthread.h>
#include <stddef.h>

#include "racelab/lab.h"

static pthread_once_t once = PTHREAD_ONCE_INIT;
static int runs;

static void routine(void)
{
    runs++;
    if (runs == 2)
        pthread_exit(NULL);
    pthread_testcancel();
}

static void *cancelled(void *arg)
{
    pthread_cancel(pthread_self());
    pthread_once(&once, routine);
    return arg;
}

static void *exits(void *arg)
{
    pthread_once(&once, routine);
    return arg;
}

int main(void)
{
    pthread_t a;
    void *value;
    pthread_create(&a, NULL, cancelled, NULL);
    pthread_join(a, &value);
    pthread_create(&a, NULL, exits, NULL);
    pthread_join(a, NULL);
    pthread_once(&once, routine);
    lab_outcome("%s %d", value == PTHREAD_CANCELED ? "cancelled" : "returned", runs);
    return 0;
}
