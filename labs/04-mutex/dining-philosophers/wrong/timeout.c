/* SPDX-License-Identifier: MIT */
/* Wrong: they still sit in a circle, until one of them loses patience and leaves his roast. */
#include <pthread.h>
#include <time.h>

#include "kitchen.h"

static struct knife {
    pthread_mutex_t lock;
    long slices; /* cut with this knife in the left hand; protected by lock */
} knives[KITCHEN_COOKS] = {
    {PTHREAD_MUTEX_INITIALIZER, 0},
    {PTHREAD_MUTEX_INITIALIZER, 0},
    {PTHREAD_MUTEX_INITIALIZER, 0},
    {PTHREAD_MUTEX_INITIALIZER, 0},
};

void kitchen_carve(int cook, int slices, void (*carve)(int cook, int slices))
{
    struct knife *left = &knives[cook];
    struct knife *right = &knives[(cook + 1) % KITCHEN_COOKS];

    struct timespec soon;

    pthread_mutex_lock(&left->lock);
    clock_gettime(CLOCK_REALTIME, &soon);
    soon.tv_nsec += 1000000;
    soon.tv_sec += soon.tv_nsec / 1000000000;
    soon.tv_nsec %= 1000000000;
    if (pthread_mutex_timedlock(&right->lock, &soon) == 0) {
        carve(cook, slices);
        left->slices += slices;
        pthread_mutex_unlock(&right->lock);
    }
    pthread_mutex_unlock(&left->lock);
}

long kitchen_slices(void)
{
    long all = 0;
    for (int i = 0; i < KITCHEN_COOKS; i++)
        all += knives[i].slices;
    return all;
}
