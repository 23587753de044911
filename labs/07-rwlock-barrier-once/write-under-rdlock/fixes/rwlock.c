/* SPDX-License-Identifier: MIT */
/* The office takes the lock for writing: it waits until nobody looks, and customers wait until it is done. */
#include <pthread.h>

#include "board.h"

static pthread_rwlock_t board_lock = PTHREAD_RWLOCK_INITIALIZER;
static struct price current; /* protected by board_lock */

void board_look(void (*look)(const struct price *price))
{
    pthread_rwlock_rdlock(&board_lock);
    look(&current);
    pthread_rwlock_unlock(&board_lock);
}

void board_set(int net)
{
    pthread_rwlock_wrlock(&board_lock);
    current.net = net;
    current.gross = net + net / 5;
    pthread_rwlock_unlock(&board_lock);
}
