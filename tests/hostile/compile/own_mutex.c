/* SPDX-License-Identifier: MIT */
/* Its own pthread_mutex_lock, which locks nothing. */
/* expect: rejected | by: screen | says: pthread_mutex_lock */
#include <pthread.h>
int pthread_mutex_lock(pthread_mutex_t *lock) { return !lock; }
