/* SPDX-License-Identifier: MIT */
/* No lock at all: the addition is indivisible, and it hands back the old value, from which the slip is worked
 * out. */
#include <stdatomic.h>

#include "account.h"

static atomic_long balance;

void account_pay_in(long amount, void (*slip)(long balance))
{
    slip(atomic_fetch_add(&balance, amount) + amount);
}

void account_pay_out(long amount, void (*slip)(long balance))
{
    slip(atomic_fetch_sub(&balance, amount) - amount);
}

long account_balance(void)
{
    return atomic_load(&balance);
}
