/* SPDX-License-Identifier: MIT */
/* Looking and taking in one section: what was seen is still true when the ticket is taken. */
#include <pthread.h>

#include "tickets.h"

static pthread_mutex_t stock_lock = PTHREAD_MUTEX_INITIALIZER;
static int left; /* protected by stock_lock */

void tickets_open(int stock)
{
    left = stock;
}

bool tickets_sell(void (*print)(void))
{
    pthread_mutex_lock(&stock_lock);
    bool mine = left > 0;
    if (mine)
        left--;
    pthread_mutex_unlock(&stock_lock);
    if (mine)
        print();
    return mine;
}
