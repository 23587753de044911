/* SPDX-License-Identifier: MIT */
/* The customer gets a copy, made inside the section; what he keeps is his own. */
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

static struct rates now(void)
{
    rcu_read_lock();
    struct rates mine = *rcu_dereference(current);
    rcu_read_unlock();
    return mine;
}

void rates_exchange(void (*show)(const struct rates *rates), void (*pay)(const struct rates *rates))
{
    const struct rates mine = now();
    show(&mine);
    pay(&mine);
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
