/* SPDX-License-Identifier: MIT */
/* Wrong: it looks again after the first wait, and believes the second. */
#include <pthread.h>

#include "tables.h"

static pthread_mutex_t room = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t table_free = PTHREAD_COND_INITIALIZER;
static int free_tables; /* protected by room */

void tables_open(int tables)
{
    pthread_mutex_lock(&room);
    free_tables = tables;
    pthread_mutex_unlock(&room);
}

void tables_sit(void (*eat)(void))
{
    pthread_mutex_lock(&room);
    if (free_tables == 0)
        pthread_cond_wait(&table_free, &room);
    if (free_tables == 0)
        pthread_cond_wait(&table_free, &room);
    free_tables--;
    pthread_mutex_unlock(&room);
    eat();
    pthread_mutex_lock(&room);
    free_tables++;
    pthread_cond_signal(&table_free);
    pthread_mutex_unlock(&room);
}
