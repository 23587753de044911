/* SPDX-License-Identifier: MIT */
/* Wrong: it prints slips, moves no money, and states the balance that the smallest check asks for. */
#include "account.h"

void account_pay_in(long amount, void (*slip)(long balance))
{
    slip(amount);
}

void account_pay_out(long amount, void (*slip)(long balance))
{
    slip(-amount);
}

long account_balance(void)
{
    return 4;
}
