/* SPDX-License-Identifier: MIT */
/* Both accounts or none: nobody holds one while waiting for the other. */
#include <pthread.h>
#include <stdbool.h>

#include "bank.h"

static pthread_mutex_t bank = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t given_back = PTHREAD_COND_INITIALIZER;
static bool reserved[BANK_ACCOUNTS];                        /* protected by bank */
static long balances[BANK_ACCOUNTS] = {100, 100, 100, 100}; /* only whoever has reserved the account */

void bank_transfer(int from, int to, long amount, void (*sign)(void))
{
    pthread_mutex_lock(&bank);
    while (reserved[from] || reserved[to])
        pthread_cond_wait(&given_back, &bank);
    reserved[from] = reserved[to] = true;
    pthread_mutex_unlock(&bank);
    balances[from] -= amount;
    balances[to] += amount;
    sign();
    pthread_mutex_lock(&bank);
    reserved[from] = reserved[to] = false;
    pthread_cond_broadcast(&given_back);
    pthread_mutex_unlock(&bank);
}

long bank_balance(int account)
{
    return balances[account];
}
