/* SPDX-License-Identifier: MIT */
/* Every account has a lock of its own, so that customers who do not know each other need not wait. */
#include <pthread.h>

#include "bank.h"

struct account {
    pthread_mutex_t lock;
    long balance; /* protected by lock */
};

static struct account accounts[BANK_ACCOUNTS] = {
    {PTHREAD_MUTEX_INITIALIZER, 100},
    {PTHREAD_MUTEX_INITIALIZER, 100},
    {PTHREAD_MUTEX_INITIALIZER, 100},
    {PTHREAD_MUTEX_INITIALIZER, 100},
};

void bank_transfer(int from, int to, long amount, void (*sign)(void))
{
    pthread_mutex_lock(&accounts[from].lock); /* TODO(lab): some mornings the bank stands still */
    pthread_mutex_lock(&accounts[to].lock);
    accounts[from].balance -= amount;
    accounts[to].balance += amount;
    sign();
    pthread_mutex_unlock(&accounts[to].lock);
    pthread_mutex_unlock(&accounts[from].lock);
}

long bank_balance(int account)
{
    return accounts[account].balance;
}
