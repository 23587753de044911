/* SPDX-License-Identifier: MIT */
/* Wrong: as many as there are knives may reach for them, which is everybody. */
#include <pthread.h>
#include <semaphore.h>

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

static pthread_once_t once = PTHREAD_ONCE_INIT;
static sem_t reaching;

static void make(void)
{
    sem_init(&reaching, 0, KITCHEN_COOKS);
}

void kitchen_carve(int cook, int slices, void (*carve)(int cook, int slices))
{
    struct knife *left = &knives[cook];
    struct knife *right = &knives[(cook + 1) % KITCHEN_COOKS];

    pthread_once(&once, make);
    while (sem_wait(&reaching) != 0) {
    }
    pthread_mutex_lock(&left->lock);
    pthread_mutex_lock(&right->lock);
    carve(cook, slices);
    left->slices += slices;
    pthread_mutex_unlock(&right->lock);
    pthread_mutex_unlock(&left->lock);
    sem_post(&reaching);
}

long kitchen_slices(void)
{
    long all = 0;
    for (int i = 0; i < KITCHEN_COOKS; i++)
        all += knives[i].slices;
    return all;
}
