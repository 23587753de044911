/* SPDX-License-Identifier: MIT */
/* Wrong: a lock at the till and a lock at the machine, and one number for both. */
#include <pthread.h>

#include "bar.h"

static pthread_mutex_t log_lock = PTHREAD_MUTEX_INITIALIZER;
static int lines; /* protected by log_lock */
static pthread_mutex_t till = PTHREAD_MUTEX_INITIALIZER;
static pthread_mutex_t machine = PTHREAD_MUTEX_INITIALIZER;
static int orders_open;

static void log_line(void)
{
    pthread_mutex_lock(&log_lock);
    lines++;
    pthread_mutex_unlock(&log_lock);
}

void bar_open(int orders)
{
    orders_open = orders;
}

void bar_order(void (*note)(void))
{
    note();
    pthread_mutex_lock(&till);
    orders_open++;
    pthread_mutex_unlock(&till);
    log_line();
}

void bar_serve(void (*make)(void))
{
    log_line();
    make();
    pthread_mutex_lock(&machine);
    orders_open--;
    pthread_mutex_unlock(&machine);
}

int bar_orders(void)
{
    return orders_open;
}

int bar_lines(void)
{
    return lines;
}
