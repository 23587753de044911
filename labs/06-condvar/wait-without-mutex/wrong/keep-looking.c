/* SPDX-License-Identifier: MIT */
/* Wrong: nothing races and no dish is forgotten, but an idle waiter runs to the pass all evening. */
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>

#include "pass.h"

static pthread_mutex_t pass_lock = PTHREAD_MUTEX_INITIALIZER;
static atomic_int ready; /* dishes on the pass that no waiter has yet claimed */
static int dishes[PASS_PLACES];
static int put, taken;

void pass_put(int table)
{
    pthread_mutex_lock(&pass_lock);
    dishes[put] = table;
    put++;
    pthread_mutex_unlock(&pass_lock);
    atomic_fetch_add(&ready, 1);
}

void pass_take(void (*carry)(int table))
{
    int seen = atomic_load(&ready);

    while (seen == 0 || !atomic_compare_exchange_strong(&ready, &seen, seen - 1)) {
        sched_yield();
        seen = atomic_load(&ready);
    }
    pthread_mutex_lock(&pass_lock);
    int table = dishes[taken];
    taken++;
    pthread_mutex_unlock(&pass_lock);
    carry(table);
}
