/* SPDX-License-Identifier: MIT */
/* Wrong: nobody waits and nothing races, because a payment that finds the lock taken is left out. */
#include <pthread.h>

#include "account.h"

static pthread_mutex_t balance_lock = PTHREAD_MUTEX_INITIALIZER;
static long balance;

static void change_by(long amount, void (*slip)(long balance))
{
    if (pthread_mutex_trylock(&balance_lock) != 0)
        return;
    balance += amount;
    long now = balance;
    pthread_mutex_unlock(&balance_lock);
    slip(now);
}

void account_pay_in(long amount, void (*slip)(long balance))
{
    change_by(amount, slip);
}

void account_pay_out(long amount, void (*slip)(long balance))
{
    change_by(-amount, slip);
}

long account_balance(void)
{
    pthread_mutex_lock(&balance_lock);
    long now = balance;
    pthread_mutex_unlock(&balance_lock);
    return now;
}
