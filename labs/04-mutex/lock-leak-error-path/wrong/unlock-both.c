/* SPDX-License-Identifier: MIT */
/* Wrong: the lock is given back where the debtor is found, and once more at the way out. */
#include <pthread.h>

#include "library.h"

static pthread_mutex_t desk = PTHREAD_MUTEX_INITIALIZER;
static int on_shelf;  /* protected by desk */
static unsigned owes; /* protected by desk: a bit for each reader */

void library_open(int copies)
{
    on_shelf = copies;
}

void library_fine(int reader)
{
    pthread_mutex_lock(&desk);
    owes |= 1U << reader;
    pthread_mutex_unlock(&desk);
}

bool library_lend(int reader, void (*stamp)(void))
{
    bool lends = false;

    pthread_mutex_lock(&desk);
    if (on_shelf == 0)
        goto out;
    if (owes & 1U << reader) {
        pthread_mutex_unlock(&desk);
        goto out;
    }
    on_shelf--;
    lends = true;
out:
    pthread_mutex_unlock(&desk);
    if (lends)
        stamp();
    return lends;
}

int library_on_shelf(void)
{
    pthread_mutex_lock(&desk);
    int now = on_shelf;
    pthread_mutex_unlock(&desk);
    return now;
}
