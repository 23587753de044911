/* SPDX-License-Identifier: MIT */
/* Wrong: the balance is atomic and the locks stayed two, so the load and the store are still torn apart. */
#include <pthread.h>
#include <stdatomic.h>

#include "account.h"

static pthread_mutex_t in_lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_mutex_t out_lock = PTHREAD_MUTEX_INITIALIZER;
static atomic_long balance;

void account_pay_in(long amount, void (*slip)(long balance))
{
    pthread_mutex_lock(&in_lock);
    long now = balance + amount;
    balance = now;
    pthread_mutex_unlock(&in_lock);
    slip(now);
}

void account_pay_out(long amount, void (*slip)(long balance))
{
    pthread_mutex_lock(&out_lock);
    long now = balance - amount;
    balance = now;
    pthread_mutex_unlock(&out_lock);
    slip(now);
}

long account_balance(void)
{
    return balance;
}
