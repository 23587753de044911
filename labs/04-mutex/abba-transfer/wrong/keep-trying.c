/* SPDX-License-Identifier: MIT */
/* Wrong: it does not block any more, it spins, and the lock it holds is still what the other one wants. */
#include <pthread.h>
#include <sched.h>

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
    pthread_mutex_lock(&accounts[from].lock);
    while (pthread_mutex_trylock(&accounts[to].lock) != 0)
        sched_yield();
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
