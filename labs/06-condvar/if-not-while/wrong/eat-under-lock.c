/* SPDX-License-Identifier: MIT */
/* Wrong: nobody comes in while somebody eats, so there is never more than one party in the restaurant. */
#include <pthread.h>

#include "tables.h"

static pthread_mutex_t room = PTHREAD_MUTEX_INITIALIZER;

void tables_open(int tables)
{
    (void)tables;
}

void tables_sit(void (*eat)(void))
{
    pthread_mutex_lock(&room);
    eat();
    pthread_mutex_unlock(&room);
}
