/* SPDX-License-Identifier: MIT */
/* Wrong: each step is atomic, and between the two the other one changes the number. */
#include <pthread.h>
#include <stdatomic.h>

#include "bar.h"

static pthread_mutex_t log_lock = PTHREAD_MUTEX_INITIALIZER;
static int lines; /* protected by log_lock */
static atomic_int orders_open;

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
    orders_open = orders_open + 1;
    log_line();
}

void bar_serve(void (*make)(void))
{
    log_line();
    make();
    orders_open = orders_open - 1;
}

int bar_orders(void)
{
    return orders_open;
}

int bar_lines(void)
{
    return lines;
}
