/* SPDX-License-Identifier: MIT */
/* The lock in one function, the decisions in another, which may return where it likes. */
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

/* With desk held. */
static bool take(int reader)
{
    if (on_shelf == 0)
        return false;
    if (owes & 1U << reader)
        return false;
    on_shelf--;
    return true;
}

bool library_lend(int reader, void (*stamp)(void))
{
    pthread_mutex_lock(&desk);
    bool lends = take(reader);
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
