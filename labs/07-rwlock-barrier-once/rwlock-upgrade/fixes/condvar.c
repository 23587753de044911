/* SPDX-License-Identifier: MIT */
/* Whoever comes first says that he is loading, and loads with no lock held; who wants the same tile sleeps.
 */
#include <pthread.h>

#include "map.h"

enum { NOT_YET = 0, BEING_LOADED = -1 }; /* else: the picture */

static pthread_mutex_t tiles_lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t tile_there = PTHREAD_COND_INITIALIZER;
static int pictures[TILES]; /* protected by tiles_lock */

void map_look(int number, void (*look)(int number, int picture))
{
    pthread_mutex_lock(&tiles_lock);
    if (pictures[number] == NOT_YET) {
        pictures[number] = BEING_LOADED;
        pthread_mutex_unlock(&tiles_lock);
        int loaded = map_load(number);
        pthread_mutex_lock(&tiles_lock);
        pictures[number] = loaded;
        pthread_cond_broadcast(&tile_there);
    }
    while (pictures[number] == BEING_LOADED)
        pthread_cond_wait(&tile_there, &tiles_lock);
    int picture = pictures[number];
    pthread_mutex_unlock(&tiles_lock);
    look(number, picture);
}
