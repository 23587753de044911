/* SPDX-License-Identifier: MIT */
/* A queue at the book: whoever wants to change the balance waits until the book is free, first come first
 * served. */
#include <pthread.h>

#include "account.h"

static pthread_mutex_t desk = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t next_please = PTHREAD_COND_INITIALIZER;
static unsigned long next_number; /* protected by desk */
static unsigned long serving;     /* protected by desk */
static long balance;              /* only whoever's number is served */

static void take_book(void)
{
    pthread_mutex_lock(&desk);
    unsigned long mine = next_number++;
    while (serving != mine)
        pthread_cond_wait(&next_please, &desk);
    pthread_mutex_unlock(&desk);
}

static void give_book_back(void)
{
    pthread_mutex_lock(&desk);
    serving++;
    pthread_cond_broadcast(&next_please);
    pthread_mutex_unlock(&desk);
}

static long change_by(long amount)
{
    take_book();
    balance += amount;
    long now = balance;
    give_book_back();
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
