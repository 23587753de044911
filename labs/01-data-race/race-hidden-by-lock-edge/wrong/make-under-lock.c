/* SPDX-License-Identifier: MIT */
/* Wrong: the right lock, held until the coffee is made; the whole bar waits for one machine. */
#include <pthread.h>

#include "bar.h"

static pthread_mutex_t log_lock = PTHREAD_MUTEX_INITIALIZER;
static int lines; /* protected by log_lock */
static pthread_mutex_t orders_lock = PTHREAD_MUTEX_INITIALIZER;
static int orders_open; /* protected by orders_lock */

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
    pthread_mutex_lock(&orders_lock);
    note();
    orders_open++;
    pthread_mutex_unlock(&orders_lock);
    log_line();
}

void bar_serve(void (*make)(void))
{
    log_line();
    pthread_mutex_lock(&orders_lock);
    make();
    orders_open--;
    pthread_mutex_unlock(&orders_lock);
}

int bar_orders(void)
{
    return orders_open;
}

int bar_lines(void)
{
    return lines;
}
