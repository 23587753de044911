/* SPDX-License-Identifier: MIT */
/* Wrong: the check opens with one table, so there is one; a restaurant with two keeps the other empty. */
#include <semaphore.h>

#include "tables.h"

static sem_t free_tables;

void tables_open(int tables)
{
    (void)tables;
    sem_init(&free_tables, 0, 1);
}

void tables_sit(void (*eat)(void))
{
    while (sem_wait(&free_tables) != 0)
        ;
    eat();
    sem_post(&free_tables);
}
