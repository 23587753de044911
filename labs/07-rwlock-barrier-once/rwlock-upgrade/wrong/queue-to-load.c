/* SPDX-License-Identifier: MIT */
/* Wrong: those who queue to load keep their read locks, and the one who is at it waits for them to go away.
 */
#include <pthread.h>

#include "map.h"

static pthread_rwlock_t tiles_lock = PTHREAD_RWLOCK_INITIALIZER;
static pthread_mutex_t load_lock = PTHREAD_MUTEX_INITIALIZER; /* one loads at a time */
static int pictures[TILES];                                   /* protected by tiles_lock; 0: not loaded yet */

void map_look(int number, void (*look)(int number, int picture))
{
    pthread_rwlock_rdlock(&tiles_lock);
    if (pictures[number] == 0) {
        pthread_mutex_lock(&load_lock);
        pthread_rwlock_unlock(&tiles_lock);
        pthread_rwlock_wrlock(&tiles_lock);
        if (pictures[number] == 0)
            pictures[number] = map_load(number);
        pthread_rwlock_unlock(&tiles_lock);
        pthread_mutex_unlock(&load_lock);
        pthread_rwlock_rdlock(&tiles_lock);
    }
    look(number, pictures[number]);
    pthread_rwlock_unlock(&tiles_lock);
}
