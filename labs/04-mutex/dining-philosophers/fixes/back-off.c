/* SPDX-License-Identifier: MIT */
/* The last cook waits for a knife with empty hands only, so no circle closes at his place. */
#include <pthread.h>
#include <stdbool.h>

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

    bool polite = cook == KITCHEN_COOKS - 1;
    struct knife *first = left, *second = right;

    pthread_mutex_lock(&first->lock);
    while (polite ? pthread_mutex_trylock(&second->lock) : pthread_mutex_lock(&second->lock)) {
        pthread_mutex_unlock(&first->lock);
        struct knife *missing = second;
        second = first;
        first = missing;
        pthread_mutex_lock(&first->lock);
    }
    carve(cook, slices);
    left->slices += slices;
    pthread_mutex_unlock(&second->lock);
    pthread_mutex_unlock(&first->lock);
}

long kitchen_slices(void)
{
    long all = 0;
    for (int i = 0; i < KITCHEN_COOKS; i++)
        all += knives[i].slices;
    return all;
}
