/* SPDX-License-Identifier: MIT */
/* Wrong: with one lock there is no order to get wrong, and one person works in the whole warehouse.
 * LAB-ANSWER: b */
#include <pthread.h>

#include "store.h"

static pthread_mutex_t store = PTHREAD_MUTEX_INITIALIZER;
static int pallets_in[STORE_AISLES] = {STORE_PALLETS, STORE_PALLETS, STORE_PALLETS};

void store_move(int from, int to, int pallets)
{
    pthread_mutex_lock(&store);
    pallets_in[from] -= pallets;
    pallets_in[to] += pallets;
    pthread_mutex_unlock(&store);
}

void store_pick(int aisle, void (*pick)(void))
{
    pthread_mutex_lock(&store);
    pallets_in[aisle]--;
    pick();
    pthread_mutex_unlock(&store);
}

int store_count(int aisle)
{
    return pallets_in[aisle];
}
