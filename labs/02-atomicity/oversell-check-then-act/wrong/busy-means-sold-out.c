/* SPDX-License-Identifier: MIT */
/* Wrong: if the other box office has the list, it sends the buyer home. */
#include <pthread.h>

#include "tickets.h"

static pthread_mutex_t stock_lock = PTHREAD_MUTEX_INITIALIZER;
static int left;

void tickets_open(int stock)
{
    left = stock;
}

bool tickets_sell(void (*print)(void))
{
    if (pthread_mutex_trylock(&stock_lock) != 0)
        return false;
    bool mine = left > 0;
    if (mine)
        left--;
    pthread_mutex_unlock(&stock_lock);
    if (mine)
        print();
    return mine;
}
