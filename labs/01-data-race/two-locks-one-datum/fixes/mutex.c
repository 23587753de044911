/* SPDX-License-Identifier: MIT */
/* One lock for one datum: the lock belongs to the balance, not to the function that changes it. */
#include <pthread.h>

#include "account.h"

static pthread_mutex_t balance_lock = PTHREAD_MUTEX_INITIALIZER;
static long balance; /* protected by balance_lock */

static long change_by(long amount)
{
    pthread_mutex_lock(&balance_lock);
    balance += amount;
    long now = balance;
    pthread_mutex_unlock(&balance_lock);
    return now;
}

void account_pay_in(long amount, void (*slip)(long balance))
{
    slip(change_by(amount));
}

void account_pay_out(long amount, void (*slip)(long balance))
{
    slip(change_by(-amount));
}

long account_balance(void)
{
    return change_by(0);
}
