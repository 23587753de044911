/* SPDX-License-Identifier: MIT */
/* Wrong: with one knife there is no circle, and two cooks have the same knife in their hands. */
#include <pthread.h>

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

    pthread_mutex_lock(&left->lock);
    carve(cook, slices);
    left->slices += slices;
    pthread_mutex_unlock(&left->lock);
}

long kitchen_slices(void)
{
    long all = 0;
    for (int i = 0; i < KITCHEN_COOKS; i++)
        all += knives[i].slices;
    return all;
}
