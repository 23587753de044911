/* SPDX-License-Identifier: MIT */
/* Wrong: the compiler goes to memory each time now, and so does the other thread, in between. */
#include <pthread.h>

#include "bar.h"

static pthread_mutex_t log_lock = PTHREAD_MUTEX_INITIALIZER;
static int lines; /* protected by log_lock */
static volatile int orders_open;

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
    orders_open++;
    log_line();
}

void bar_serve(void (*make)(void))
{
    log_line();
    make();
    orders_open--;
}

int bar_orders(void)
{
    return orders_open;
}

int bar_lines(void)
{
    return lines;
}
