/* SPDX-License-Identifier: MIT */
/* One lock from the start, held while a number is fetched; looking at the picture needs none. */
#include <pthread.h>

#include "map.h"

static pthread_mutex_t tiles_lock = PTHREAD_MUTEX_INITIALIZER;
static int pictures[TILES]; /* protected by tiles_lock; 0: not loaded yet */

void map_look(int number, void (*look)(int number, int picture))
{
    pthread_mutex_lock(&tiles_lock);
    if (pictures[number] == 0)
        pictures[number] = map_load(number);
    int picture = pictures[number];
    pthread_mutex_unlock(&tiles_lock);
    look(number, picture);
}
