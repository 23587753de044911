/* SPDX-License-Identifier: MIT */
/* Wrong: whoever returns before the lock keeps none, and reads the list while it is being written. */
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
    if (owes & 1U << reader)
        return false;
    pthread_mutex_lock(&desk);
    if (on_shelf == 0) {
        pthread_mutex_unlock(&desk);
        return false;
    }
    on_shelf--;
    pthread_mutex_unlock(&desk);
    stamp();
    return true;
}

int library_on_shelf(void)
{
    pthread_mutex_lock(&desk);
    int now = on_shelf;
    pthread_mutex_unlock(&desk);
    return now;
}
