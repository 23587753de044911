/* SPDX-License-Identifier: MIT */
/* A mutex keeps the readers apart.
 * EXPECT hazards=none complete=yes overlap=1 lab=1 */
#include <pthread.h>
#include <stddef.h>

#include "racelab/lab.h"

static pthread_mutex_t m = PTHREAD_MUTEX_INITIALIZER;

static void *first(void *arg)
{
    pthread_mutex_lock(&m);
    lab_begin("reader");
    lab_end("reader");
    pthread_mutex_unlock(&m);
    return arg;
}

static void *second(void *arg)
{
    pthread_mutex_lock(&m);
    lab_begin("reader");
    lab_end("reader");
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
    lab_overlap("reader", 2);
    return 0;
}
