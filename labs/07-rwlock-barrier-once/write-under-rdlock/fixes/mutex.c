/* SPDX-License-Identifier: MIT */
/* Each customer takes a copy away: the mutex is held while eight bytes are copied, no longer. */
#include <pthread.h>

#include "board.h"

static pthread_mutex_t board_lock = PTHREAD_MUTEX_INITIALIZER;
static struct price current; /* protected by board_lock */

void board_look(void (*look)(const struct price *price))
{
    pthread_mutex_lock(&board_lock);
    struct price copy = current;
    pthread_mutex_unlock(&board_lock);
    look(&copy);
}

void board_set(int net)
{
    struct price next = {.net = net, .gross = net + net / 5};

    pthread_mutex_lock(&board_lock);
    current = next;
    pthread_mutex_unlock(&board_lock);
}
