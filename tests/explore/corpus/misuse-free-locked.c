/* SPDX-License-Identifier: MIT */
/* The memory of a lock is freed while the lock is held.
 * EXPECT hazards=misuse complete=yes */
#include <pthread.h>
#include <stdlib.h>

int main(void)
{
    pthread_mutex_t *lock = malloc(sizeof *lock);
    if (!lock || pthread_mutex_init(lock, NULL) != 0)
        return 1;
    pthread_mutex_lock(lock);
    free(lock);
    return 0;
}
