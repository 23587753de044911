/* SPDX-License-Identifier: MIT */
/* Wrong: one more lock, which keeps the office away from itself and not from the customers. */
#include <pthread.h>

#include "board.h"

static pthread_rwlock_t board_lock = PTHREAD_RWLOCK_INITIALIZER;
static pthread_mutex_t office_lock = PTHREAD_MUTEX_INITIALIZER;
static struct price current;

void board_look(void (*look)(const struct price *price))
{
    pthread_rwlock_rdlock(&board_lock);
    look(&current);
    pthread_rwlock_unlock(&board_lock);
}

void board_set(int net)
{
    pthread_mutex_lock(&office_lock);
    pthread_rwlock_rdlock(&board_lock);
    current.net = net;
    current.gross = net + net / 5;
    pthread_rwlock_unlock(&board_lock);
    pthread_mutex_unlock(&office_lock);
}
