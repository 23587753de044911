/* SPDX-License-Identifier: MIT */
/* Wrong: it knows the balances of the smallest morning, and moves nothing. */
#include "bank.h"

void bank_transfer(int from, int to, long amount, void (*sign)(void))
{
    (void)from;
    (void)to;
    (void)amount;
    sign();
}

long bank_balance(int account)
{
    static const long known[BANK_ACCOUNTS] = {98, 102, 95, 105};
    return known[account];
}
