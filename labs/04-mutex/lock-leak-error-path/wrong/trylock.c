/* SPDX-License-Identifier: MIT */
/* Wrong: nobody waits for the lock any more, and whoever finds it taken is sent away. */
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
    if (pthread_mutex_trylock(&desk) != 0)
        return false;
    bool lends = on_shelf > 0 && !(owes & 1U << reader);
    if (lends)
        on_shelf--;
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
