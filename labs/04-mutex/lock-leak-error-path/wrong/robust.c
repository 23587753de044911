/* SPDX-License-Identifier: MIT */
/* Wrong: the lock is inherited, but only when the desk that kept it has closed for the day. */
#include <errno.h>
#include <pthread.h>

#include "library.h"

static pthread_mutex_t desk;
static int on_shelf;  /* protected by desk */
static unsigned owes; /* protected by desk: a bit for each reader */

static void lock(void)
{
    if (pthread_mutex_lock(&desk) == EOWNERDEAD)
        pthread_mutex_consistent(&desk);
}

void library_open(int copies)
{
    pthread_mutexattr_t attr;
    pthread_mutexattr_init(&attr);
    pthread_mutexattr_setrobust(&attr, PTHREAD_MUTEX_ROBUST);
    pthread_mutex_init(&desk, &attr);
    pthread_mutexattr_destroy(&attr);
    on_shelf = copies;
}

void library_fine(int reader)
{
    lock();
    owes |= 1U << reader;
    pthread_mutex_unlock(&desk);
}

bool library_lend(int reader, void (*stamp)(void))
{
    lock();
    if (on_shelf == 0) {
        pthread_mutex_unlock(&desk);
        return false;
    }
    if (owes & 1U << reader)
        return false;
    on_shelf--;
    pthread_mutex_unlock(&desk);
    stamp();
    return true;
}

int library_on_shelf(void)
{
    lock();
    int now = on_shelf;
    pthread_mutex_unlock(&desk);
    return now;
}
