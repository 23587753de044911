/* SPDX-License-Identifier: MIT */
/* Wrong: a second grace period waits for the same sections again, and for no customer. */
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

static const struct rates *now(void)
{
    rcu_read_lock();
    const struct rates *rates = rcu_dereference(current);
    rcu_read_unlock();
    return rates;
}

void rates_exchange(void (*show)(const struct rates *rates), void (*pay)(const struct rates *rates))
{
    const struct rates *rates = now();
    show(rates);
    pay(rates);
}

void rates_set(int day)
{
    struct rates *old = current;
    struct rates *next = malloc(sizeof *next);

    *next = (struct rates){.day = day, .buy = 100 + day, .sell = 110 + day};
    rcu_assign_pointer(current, next);
    synchronize_rcu();
    synchronize_rcu();
    free(old);
}

void rates_close(void)
{
    free(current);
}
