/* SPDX-License-Identifier: MIT */
/* A cook asks for both knives at once, and whoever puts his down hands them to a neighbour who can use them.
 */
#include <pthread.h>
#include <stdbool.h>

#include "kitchen.h"

static pthread_mutex_t table = PTHREAD_MUTEX_INITIALIZER;

static struct cook {
    pthread_cond_t served;
    bool waits, carves; /* protected by table */
} cooks[KITCHEN_COOKS] = {
    {PTHREAD_COND_INITIALIZER, false, false},
    {PTHREAD_COND_INITIALIZER, false, false},
    {PTHREAD_COND_INITIALIZER, false, false},
    {PTHREAD_COND_INITIALIZER, false, false},
};
static long cut; /* protected by table */

/* With table held: lets the cook carve if he waits for it and neither neighbour carves. */
static void serve(int cook)
{
    bool left = cooks[(cook + KITCHEN_COOKS - 1) % KITCHEN_COOKS].carves;
    bool right = cooks[(cook + 1) % KITCHEN_COOKS].carves;

    if (!cooks[cook].waits || left || right)
        return;
    cooks[cook].waits = false;
    cooks[cook].carves = true;
    pthread_cond_signal(&cooks[cook].served);
}

void kitchen_carve(int cook, int slices, void (*carve)(int cook, int slices))
{
    pthread_mutex_lock(&table);
    cooks[cook].waits = true;
    serve(cook);
    while (!cooks[cook].carves)
        pthread_cond_wait(&cooks[cook].served, &table);
    pthread_mutex_unlock(&table);
    carve(cook, slices);
    pthread_mutex_lock(&table);
    cut += slices;
    cooks[cook].carves = false;
    serve((cook + KITCHEN_COOKS - 1) % KITCHEN_COOKS);
    serve((cook + 1) % KITCHEN_COOKS);
    pthread_mutex_unlock(&table);
}

long kitchen_slices(void)
{
    return cut;
}
