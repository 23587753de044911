/* SPDX-License-Identifier: MIT */
/* Wrong: the lock is still kept; now the others give up waiting, and lend nothing either. */
#include <pthread.h>
#include <time.h>

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
    struct timespec soon;
    clock_gettime(CLOCK_REALTIME, &soon);
    soon.tv_nsec += 1000000;
    soon.tv_sec += soon.tv_nsec / 1000000000;
    soon.tv_nsec %= 1000000000;
    if (pthread_mutex_timedlock(&desk, &soon) != 0)
        return false;
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
    pthread_mutex_lock(&desk);
    int now = on_shelf;
    pthread_mutex_unlock(&desk);
    return now;
}
