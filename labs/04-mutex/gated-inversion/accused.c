/* SPDX-License-Identifier: MIT */
/* Every aisle has a lock of its own; a move takes the one it comes from, then the one it goes to.
 * LAB-ANSWER: ?
 * TODO(lab): answer the question of `racelab show gated-inversion`, and satisfy ThreadSanitizer. */
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
static pthread_mutex_t moving = PTHREAD_MUTEX_INITIALIZER; /* whoever moves pallets takes it first */

void store_move(int from, int to, int pallets)
{
    pthread_mutex_lock(&moving);
    pthread_mutex_lock(&aisles[from].lock);
    pthread_mutex_lock(&aisles[to].lock);
    aisles[from].pallets -= pallets;
    aisles[to].pallets += pallets;
    pthread_mutex_unlock(&aisles[to].lock);
    pthread_mutex_unlock(&aisles[from].lock);
    pthread_mutex_unlock(&moving);
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
