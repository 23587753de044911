/* SPDX-License-Identifier: MIT */
/* Wrong: one box office waits until the other's ticket is printed. */
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
    pthread_mutex_lock(&stock_lock);
    bool mine = left > 0;
    if (mine) {
        left--;
        print();
    }
    pthread_mutex_unlock(&stock_lock);
    return mine;
}
