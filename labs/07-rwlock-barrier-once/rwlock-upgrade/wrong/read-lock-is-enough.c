/* SPDX-License-Identifier: MIT */
/* Wrong: nobody waits for a write lock, because it writes without one. */
#include <pthread.h>

#include "map.h"

static pthread_rwlock_t tiles_lock = PTHREAD_RWLOCK_INITIALIZER;
static int pictures[TILES]; /* 0: not loaded yet */

void map_look(int number, void (*look)(int number, int picture))
{
    pthread_rwlock_rdlock(&tiles_lock);
    if (pictures[number] == 0)
        pictures[number] = map_load(number);
    look(number, pictures[number]);
    pthread_rwlock_unlock(&tiles_lock);
}
