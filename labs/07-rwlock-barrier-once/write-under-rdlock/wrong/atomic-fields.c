/* SPDX-License-Identifier: MIT */
/* Wrong: each number is read and written in one piece, and the two pieces are from different days. */
#include <pthread.h>
#include <stdatomic.h>

#include "board.h"

static pthread_rwlock_t board_lock = PTHREAD_RWLOCK_INITIALIZER;
static atomic_int current_net, current_gross;

void board_look(void (*look)(const struct price *price))
{
    pthread_rwlock_rdlock(&board_lock);
    struct price copy = {.net = current_net, .gross = current_gross};
    look(&copy);
    pthread_rwlock_unlock(&board_lock);
}

void board_set(int net)
{
    pthread_rwlock_rdlock(&board_lock);
    current_net = net;
    current_gross = net + net / 5;
    pthread_rwlock_unlock(&board_lock);
}
