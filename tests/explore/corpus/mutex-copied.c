/* SPDX-License-Identifier: MIT */
/* An account is copied with its mutex, which has been used: the copy is no mutex.
 * EXPECT hazards=misuse complete=yes */
#include <pthread.h>
#include <stddef.h>

struct account {
    pthread_mutex_t lock;
    long balance;
};
static struct account ours = {PTHREAD_MUTEX_INITIALIZER, 100}, theirs;

static void *pay(void *arg)
{
    struct account *account = arg;
    pthread_mutex_lock(&account->lock);
    account->balance++;
    pthread_mutex_unlock(&account->lock);
    return NULL;
}

int main(void)
{
    pthread_t payer;
    pay(&ours);
    theirs = ours;
    pthread_create(&payer, NULL, pay, &theirs);
    pthread_join(payer, NULL);
    return 0;
}
