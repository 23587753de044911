/* SPDX-License-Identifier: MIT */
/* Wrong: it takes first and looks afterwards, in two sections, and turns away whoever comes last. */
#include <pthread.h>

#include "tickets.h"

static pthread_mutex_t stock_lock = PTHREAD_MUTEX_INITIALIZER;
static int left;

void tickets_open(int stock)
{
    left = stock;
}

static int change(int by)
{
    pthread_mutex_lock(&stock_lock);
    left += by;
    int now = left;
    pthread_mutex_unlock(&stock_lock);
    return now;
}

bool tickets_sell(void (*print)(void))
{
    change(-1);
    if (change(0) < 0) {
        change(1);
        return false;
    }
    print();
    return true;
}
