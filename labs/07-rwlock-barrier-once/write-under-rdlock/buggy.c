/* SPDX-License-Identifier: MIT */
/* The board under a read-write lock, so that customers do not wait for each other. */
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
    pthread_rwlock_rdlock(&board_lock);
    current.net = net; /* TODO(lab): a customer saw a new net price beside an old gross price */
    current.gross = net + net / 5;
    pthread_rwlock_unlock(&board_lock);
}
