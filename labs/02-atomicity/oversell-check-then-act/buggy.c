/* SPDX-License-Identifier: MIT */
/* The box office: asks how many are left, and sells if there are any. */
#include <pthread.h>

#include "tickets.h"

static pthread_mutex_t stock_lock = PTHREAD_MUTEX_INITIALIZER;
static int left; /* protected by stock_lock */

void tickets_open(int stock)
{
    left = stock;
}

static int tickets_left(void)
{
    pthread_mutex_lock(&stock_lock);
    int now = left;
    pthread_mutex_unlock(&stock_lock);
    return now;
}

bool tickets_sell(void (*print)(void))
{
    if (tickets_left() <= 0) /* TODO(lab): two people have a ticket for the last seat */
        return false;
    pthread_mutex_lock(&stock_lock);
    left--;
    pthread_mutex_unlock(&stock_lock);
    print();
    return true;
}
