/* SPDX-License-Identifier: MIT */
/* Lets go of the read lock, takes the write lock, and looks again: somebody may have been quicker. */
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
        if (pictures[number] == 0) /* what was seen under the read lock is out of date */
            pictures[number] = map_load(number);
        pthread_rwlock_unlock(&tiles_lock);
        pthread_rwlock_rdlock(&tiles_lock);
    }
    look(number, pictures[number]);
    pthread_rwlock_unlock(&tiles_lock);
}
