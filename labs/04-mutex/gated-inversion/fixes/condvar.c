/* SPDX-License-Identifier: MIT */
/* Both aisles are closed in one step, and nobody holds one while waiting for another.
 * LAB-ANSWER: b */
#include <pthread.h>
#include <stdbool.h>

#include "store.h"

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t opened = PTHREAD_COND_INITIALIZER;
static bool closed[STORE_AISLES]; /* protected by lock */
static int pallets_in[STORE_AISLES] = {STORE_PALLETS, STORE_PALLETS,
                                       STORE_PALLETS}; /* while closed: the closer's */

static void close_both(int one, int other)
{
    pthread_mutex_lock(&lock);
    while (closed[one] || closed[other])
        pthread_cond_wait(&opened, &lock);
    closed[one] = closed[other] = true;
    pthread_mutex_unlock(&lock);
}

static void open_both(int one, int other)
{
    pthread_mutex_lock(&lock);
    closed[one] = closed[other] = false;
    pthread_cond_broadcast(&opened);
    pthread_mutex_unlock(&lock);
}

void store_move(int from, int to, int pallets)
{
    close_both(from, to);
    pallets_in[from] -= pallets;
    pallets_in[to] += pallets;
    open_both(from, to);
}

void store_pick(int aisle, void (*pick)(void))
{
    close_both(aisle, aisle);
    pallets_in[aisle]--;
    pick();
    open_both(aisle, aisle);
}

int store_count(int aisle)
{
    return pallets_in[aisle];
}
