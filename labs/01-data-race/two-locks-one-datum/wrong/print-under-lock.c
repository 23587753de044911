/* SPDX-License-Identifier: MIT */
/* Wrong: one lock, but it is held while the slip is printed, so that the whole bank waits for the printer. */
#include <pthread.h>

#include "account.h"

static pthread_mutex_t balance_lock = PTHREAD_MUTEX_INITIALIZER;
static long balance;

void account_pay_in(long amount, void (*slip)(long balance))
{
    pthread_mutex_lock(&balance_lock);
    balance += amount;
    slip(balance);
    pthread_mutex_unlock(&balance_lock);
}

void account_pay_out(long amount, void (*slip)(long balance))
{
    pthread_mutex_lock(&balance_lock);
    balance -= amount;
    slip(balance);
    pthread_mutex_unlock(&balance_lock);
}

long account_balance(void)
{
    pthread_mutex_lock(&balance_lock);
    long now = balance;
    pthread_mutex_unlock(&balance_lock);
    return now;
}
