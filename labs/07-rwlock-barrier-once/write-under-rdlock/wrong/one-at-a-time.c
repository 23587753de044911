/* SPDX-License-Identifier: MIT */
/* Wrong: the customers take the lock for writing too, and stand in a queue in front of the board. */
#include <pthread.h>

#include "board.h"

static pthread_rwlock_t board_lock = PTHREAD_RWLOCK_INITIALIZER;
static struct price current;

void board_look(void (*look)(const struct price *price))
{
    pthread_rwlock_wrlock(&board_lock);
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
