/* SPDX-License-Identifier: MIT */
/* Wrong: who takes the lock and gives it back is after somebody, but not always after the other one. */
#include <pthread.h>

#include "bar.h"

static pthread_mutex_t log_lock = PTHREAD_MUTEX_INITIALIZER;
static int lines; /* protected by log_lock */
static int orders_open;

static void log_line(void)
{
    pthread_mutex_lock(&log_lock);
    lines++;
    pthread_mutex_unlock(&log_lock);
}

static void settle(void)
{
    pthread_mutex_lock(&log_lock);
    pthread_mutex_unlock(&log_lock);
}

void bar_open(int orders)
{
    orders_open = orders;
}

void bar_order(void (*note)(void))
{
    note();
    settle();
    orders_open++;
    log_line();
}

void bar_serve(void (*make)(void))
{
    log_line();
    make();
    settle();
    orders_open--;
    settle();
}

int bar_orders(void)
{
    return orders_open;
}

int bar_lines(void)
{
    return lines;
}
