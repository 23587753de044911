/* SPDX-License-Identifier: MIT */
/* Inside the section the customer is counted; after it the count keeps the rates alive, and the last one
 * frees. */
#include "rcu.h"

#include <stdatomic.h>
#include <stdlib.h>

#include "rates.h"

struct stored {
    struct rates rates;
    atomic_int users; /* customers, and one more until the grace period after the rates were replaced */
};

static struct stored *current;

static void let_go(struct stored *stored)
{
    if (stored && atomic_fetch_sub(&stored->users, 1) == 1)
        free(stored);
}

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
    struct stored *mine = rcu_dereference(current);
    atomic_fetch_add(&mine->users, 1);
    rcu_read_unlock();
    show(&mine->rates);
    pay(&mine->rates);
    let_go(mine);
}

void rates_set(int day)
{
    struct stored *old = current;
    struct stored *next = malloc(sizeof *next);

    next->rates = (struct rates){.day = day, .buy = 100 + day, .sell = 110 + day};
    atomic_init(&next->users, 1);
    rcu_assign_pointer(current, next);
    synchronize_rcu(); /* whoever has found the old rates has been counted by now */
    let_go(old);
}

void rates_close(void)
{
    let_go(current);
}
