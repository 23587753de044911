/* SPDX-License-Identifier: MIT */
/* The aisles have numbers, and are taken in rising order: without a circle no lock is needed around.
 * LAB-ANSWER: b */
#include <pthread.h>

#include "store.h"

struct aisle {
    pthread_mutex_t lock;
    int pallets; /* protected by lock */
};

static struct aisle aisles[STORE_AISLES] = {
    {PTHREAD_MUTEX_INITIALIZER, STORE_PALLETS},
    {PTHREAD_MUTEX_INITIALIZER, STORE_PALLETS},
    {PTHREAD_MUTEX_INITIALIZER, STORE_PALLETS},
};

void store_move(int from, int to, int pallets)
{
    struct aisle *first = &aisles[from < to ? from : to], *second = &aisles[from < to ? to : from];

    pthread_mutex_lock(&first->lock);
    pthread_mutex_lock(&second->lock);
    aisles[from].pallets -= pallets;
    aisles[to].pallets += pallets;
    pthread_mutex_unlock(&second->lock);
    pthread_mutex_unlock(&first->lock);
}

void store_pick(int aisle, void (*pick)(void))
{
    pthread_mutex_lock(&aisles[aisle].lock);
    aisles[aisle].pallets--;
    pick();
    pthread_mutex_unlock(&aisles[aisle].lock);
}

int store_count(int aisle)
{
    return aisles[aisle].pallets;
}
