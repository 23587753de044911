/* SPDX-License-Identifier: MIT */
/* Wrong: who is woken takes his knives, and one of them may still be in another hand. */
#include <pthread.h>
#include <stdbool.h>

#include "kitchen.h"

static pthread_mutex_t table = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t put_down = PTHREAD_COND_INITIALIZER;
static bool taken[KITCHEN_COOKS]; /* protected by table */
static long cut;                  /* protected by table */

void kitchen_carve(int cook, int slices, void (*carve)(int cook, int slices))
{
    int right = (cook + 1) % KITCHEN_COOKS;

    pthread_mutex_lock(&table);
    if (taken[cook] || taken[right])
        pthread_cond_wait(&put_down, &table);
    taken[cook] = taken[right] = true;
    pthread_mutex_unlock(&table);
    carve(cook, slices);
    pthread_mutex_lock(&table);
    cut += slices;
    taken[cook] = taken[right] = false;
    pthread_cond_broadcast(&put_down);
    pthread_mutex_unlock(&table);
}

long kitchen_slices(void)
{
    return cut;
}
