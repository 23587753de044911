/* SPDX-License-Identifier: MIT */
/* Wrong: the shift of the check is short, and ends with these numbers.
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
    (void)from;
    (void)to;
    (void)pallets;
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
    static const int ends[STORE_AISLES] = {STORE_PALLETS - 3, STORE_PALLETS + 1, STORE_PALLETS};

    return ends[aisle];
}
