/* SPDX-License-Identifier: MIT */
/* A semaphore counts the free tables: to find one free and to take it are one step. */
#include <semaphore.h>

#include "tables.h"

static sem_t free_tables;

void tables_open(int tables)
{
    sem_init(&free_tables, 0, (unsigned)tables);
}

void tables_sit(void (*eat)(void))
{
    while (sem_wait(&free_tables) != 0)
        ; /* a signal handler interrupted it: no table is ours yet */
    eat();
    sem_post(&free_tables);
}
