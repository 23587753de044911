/* SPDX-License-Identifier: MIT */
/* Wrong: the office does not wait for customers: a price that finds somebody looking is never set. */
#include <pthread.h>

#include "board.h"

static pthread_rwlock_t board_lock = PTHREAD_RWLOCK_INITIALIZER;
static struct price current;

void board_look(void (*look)(const struct price *price))
{
    pthread_rwlock_rdlock(&board_lock);
    look(&current);
    pthread_rwlock_unlock(&board_lock);
}

void board_set(int net)
{
    if (pthread_rwlock_trywrlock(&board_lock) != 0)
        return;
    current.net = net;
    current.gross = net + net / 5;
    pthread_rwlock_unlock(&board_lock);
}
