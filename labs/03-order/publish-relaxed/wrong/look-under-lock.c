/* SPDX-License-Identifier: MIT */
/* Wrong: nothing is torn, and a thousand meters queue for one another. */
#include <pthread.h>
#include <stdbool.h>

#include "tariff.h"

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct tariff current;
static bool published;

void tariff_publish(long day, long night)
{
    pthread_mutex_lock(&lock);
    current.day = day;
    current.night = night;
    published = true;
    pthread_mutex_unlock(&lock);
}

int tariff_look(void (*look)(const struct tariff *))
{
    pthread_mutex_lock(&lock);
    bool there = published;
    if (there)
        look(&current);
    pthread_mutex_unlock(&lock);
    return there;
}
