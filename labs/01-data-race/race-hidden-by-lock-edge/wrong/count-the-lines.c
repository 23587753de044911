/* SPDX-License-Identifier: MIT */
/* Wrong: it calculates the number from the lines of the log, which do not say what they are about. */
#include <pthread.h>

#include "bar.h"

static pthread_mutex_t log_lock = PTHREAD_MUTEX_INITIALIZER;
static int lines; /* protected by log_lock */
static int orders_at_first;

static void log_line(void)
{
    pthread_mutex_lock(&log_lock);
    lines++;
    pthread_mutex_unlock(&log_lock);
}

void bar_open(int orders)
{
    orders_at_first = orders;
}

void bar_order(void (*note)(void))
{
    note();
    log_line();
}

void bar_serve(void (*make)(void))
{
    log_line();
    make();
}

int bar_orders(void)
{
    return orders_at_first + lines / 3; /* two orders and one coffee make three lines, and one order more */
}

int bar_lines(void)
{
    return lines;
}
