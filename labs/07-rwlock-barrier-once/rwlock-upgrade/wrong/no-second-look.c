/* SPDX-License-Identifier: MIT */
/* Wrong: it lets go of the read lock first, and loads what somebody else has loaded in between. */
#include <pthread.h>

#include "map.h"

static pthread_rwlock_t tiles_lock = PTHREAD_RWLOCK_INITIALIZER;
static int pictures[TILES]; /* protected by tiles_lock; 0: not loaded yet */

void map_look(int number, void (*look)(int number, int picture))
{
    pthread_rwlock_rdlock(&tiles_lock);
    if (pictures[number] == 0) {
        pthread_rwlock_unlock(&tiles_lock);
        pthread_rwlock_wrlock(&tiles_lock);
        pictures[number] = map_load(number);
        pthread_rwlock_unlock(&tiles_lock);
        pthread_rwlock_rdlock(&tiles_lock);
    }
    look(number, pictures[number]);
    pthread_rwlock_unlock(&tiles_lock);
}
