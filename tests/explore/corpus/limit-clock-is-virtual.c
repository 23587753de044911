/* SPDX-License-Identifier: MIT */
/* Sleeping orders nothing, however long: the short sleeper can be last.
 * EXPECT hazards=none complete=yes outcomes=12|21 */
#include <pthread.h>
#include <stddef.h>
#include <unistd.h>

#include "racelab/lab.h"

static pthread_mutex_t m = PTHREAD_MUTEX_INITIALIZER;
static int order;

static void *first(void *arg)
{
    usleep(1);
    pthread_mutex_lock(&m);
    order = order * 10 + 1;
    pthread_mutex_unlock(&m);
    return arg;
}

static void *second(void *arg)
{
    sleep(100);
    pthread_mutex_lock(&m);
    order = order * 10 + 2;
    pthread_mutex_unlock(&m);
    return arg;
}

int main(void)
{
    pthread_t a, b;
    pthread_create(&a, NULL, first, NULL);
    pthread_create(&b, NULL, second, NULL);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    lab_outcome("%d", order);
    return 0;
}
