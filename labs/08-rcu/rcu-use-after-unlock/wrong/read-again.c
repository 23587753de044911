/* SPDX-License-Identifier: MIT */
/* Wrong: each section finds rates that are there, and they need not be the same ones. */
#include "rcu.h"

#include <stdlib.h>

#include "rates.h"

static struct rates *current;

void rates_thread_starts(void)
{
    rcu_register_thread();
}

void rates_thread_ends(void)
{
    rcu_unregister_thread();
}

void rates_exchange(void (*show)(const struct rates *rates), void (*pay)(const struct rates *rates))
{
    rcu_read_lock();
    show(rcu_dereference(current));
    rcu_read_unlock();
    rcu_read_lock();
    pay(rcu_dereference(current));
    rcu_read_unlock();
}

void rates_set(int day)
{
    struct rates *old = current;
    struct rates *next = malloc(sizeof *next);

    *next = (struct rates){.day = day, .buy = 100 + day, .sell = 110 + day};
    rcu_assign_pointer(current, next);
    synchronize_rcu();
    free(old);
}

void rates_close(void)
{
    free(current);
}
