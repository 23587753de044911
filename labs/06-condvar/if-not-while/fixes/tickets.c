/* SPDX-License-Identifier: MIT */
/* Each party draws a number, and a table that becomes free belongs to the next number: nobody can be faster.
 */
#include <pthread.h>

#include "tables.h"

static pthread_mutex_t room = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t called = PTHREAD_COND_INITIALIZER; /* admitted has grown */
static int drawn;                                        /* numbers given out; protected by room */
static int admitted;                                     /* smaller numbers may sit; protected by room */

void tables_open(int tables)
{
    pthread_mutex_lock(&room);
    admitted = tables;
    pthread_mutex_unlock(&room);
}

void tables_sit(void (*eat)(void))
{
    pthread_mutex_lock(&room);
    int number = drawn++;
    while (number >= admitted)
        pthread_cond_wait(&called, &room);
    pthread_mutex_unlock(&room);
    eat();
    pthread_mutex_lock(&room);
    admitted++;
    pthread_cond_broadcast(&called); /* a signal might wake a party with another number */
    pthread_mutex_unlock(&room);
}
