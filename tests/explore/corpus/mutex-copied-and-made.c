/* SPDX-License-Identifier: MIT */
/* An account is copied, and its mutex is made anew: as it should be.
 * EXPECT hazards=none complete=yes */
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
    pthread_mutex_init(&theirs.lock, NULL);
    pthread_create(&payer, NULL, pay, &theirs);
    pay(&theirs);
    pthread_join(payer, NULL);
    pthread_mutex_destroy(&theirs.lock);
    theirs.lock = (pthread_mutex_t)PTHREAD_MUTEX_INITIALIZER;
    return 0;
}
