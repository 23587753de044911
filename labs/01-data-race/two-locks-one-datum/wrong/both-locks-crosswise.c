/* SPDX-License-Identifier: MIT */
/* Wrong: each side takes its own lock and then the other's: each can hold what the other one wants. */
#include <pthread.h>

#include "account.h"

static pthread_mutex_t in_lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_mutex_t out_lock = PTHREAD_MUTEX_INITIALIZER;
static long balance;

void account_pay_in(long amount, void (*slip)(long balance))
{
    pthread_mutex_lock(&in_lock);
    pthread_mutex_lock(&out_lock);
    balance += amount;
    long now = balance;
    pthread_mutex_unlock(&out_lock);
    pthread_mutex_unlock(&in_lock);
    slip(now);
}

void account_pay_out(long amount, void (*slip)(long balance))
{
    pthread_mutex_lock(&out_lock);
    pthread_mutex_lock(&in_lock);
    balance -= amount;
    long now = balance;
    pthread_mutex_unlock(&in_lock);
    pthread_mutex_unlock(&out_lock);
    slip(now);
}

long account_balance(void)
{
    pthread_mutex_lock(&in_lock);
    long now = balance;
    pthread_mutex_unlock(&in_lock);
    return now;
}
