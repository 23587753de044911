/* SPDX-License-Identifier: MIT */
/* Wrong: the outer lock does nothing that the report speaks of, and goes: now the report is true.
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
    pthread_mutex_lock(&aisles[from].lock);
    pthread_mutex_lock(&aisles[to].lock);
    aisles[from].pallets -= pallets;
    aisles[to].pallets += pallets;
    pthread_mutex_unlock(&aisles[to].lock);
    pthread_mutex_unlock(&aisles[from].lock);
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
