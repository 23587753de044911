/* SPDX-License-Identifier: MIT */
/* Wrong: the cooks begin at different moments, until two moments meet. */
#include <pthread.h>
#include <unistd.h>

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

    usleep(10 * (useconds_t)cook);
    pthread_mutex_lock(&left->lock);
    pthread_mutex_lock(&right->lock);
    carve(cook, slices);
    left->slices += slices;
    pthread_mutex_unlock(&right->lock);
    pthread_mutex_unlock(&left->lock);
}

long kitchen_slices(void)
{
    long all = 0;
    for (int i = 0; i < KITCHEN_COOKS; i++)
        all += knives[i].slices;
    return all;
}
