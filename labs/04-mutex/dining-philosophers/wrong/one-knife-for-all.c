/* SPDX-License-Identifier: MIT */
/* Wrong: one lock for the table, and three cooks watch the fourth. */
#include <pthread.h>

#include "kitchen.h"

static pthread_mutex_t table = PTHREAD_MUTEX_INITIALIZER;
static long cut; /* protected by table */

void kitchen_carve(int cook, int slices, void (*carve)(int cook, int slices))
{
    pthread_mutex_lock(&table);
    carve(cook, slices);
    cut += slices;
    pthread_mutex_unlock(&table);
}

long kitchen_slices(void)
{
    return cut;
}
