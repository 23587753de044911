/* SPDX-License-Identifier: MIT */
/* Always the lower number first, whoever sends: then the waiting cannot go round in a circle. */
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
    int first = from < to ? from : to;
    int second = from < to ? to : from;

    pthread_mutex_lock(&accounts[first].lock);
    pthread_mutex_lock(&accounts[second].lock);
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
