/* SPDX-License-Identifier: MIT */
/* Wrong: the company locks, the meters do not: a lock orders only those who take it. */
#include <pthread.h>
#include <stdatomic.h>
#include <stddef.h>

#include "tariff.h"

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct tariff slots[TARIFF_MOST];
static int used;
static _Atomic(const struct tariff *) current;

void tariff_publish(long day, long night)
{
    pthread_mutex_lock(&lock);
    struct tariff *next = &slots[used++];
    next->day = day;
    next->night = night;
    atomic_store_explicit(&current, next, memory_order_relaxed);
    pthread_mutex_unlock(&lock);
}

int tariff_look(void (*look)(const struct tariff *))
{
    const struct tariff *now = atomic_load_explicit(&current, memory_order_relaxed);

    if (now == NULL)
        return 0;
    look(now);
    return 1;
}
