/* SPDX-License-Identifier: MIT */
/* Wrong: with one lock for the bank there is no circle, and all customers wait for one signature. */
#include <pthread.h>

#include "bank.h"

static pthread_mutex_t bank = PTHREAD_MUTEX_INITIALIZER;
static long balances[BANK_ACCOUNTS] = {100, 100, 100, 100};

void bank_transfer(int from, int to, long amount, void (*sign)(void))
{
    pthread_mutex_lock(&bank);
    balances[from] -= amount;
    balances[to] += amount;
    sign();
    pthread_mutex_unlock(&bank);
}

long bank_balance(int account)
{
    return balances[account];
}
