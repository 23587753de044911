/* SPDX-License-Identifier: MIT */
/* A semaphore is a stock of tickets: sem_trywait takes one if there is one, in one step. */
#include <errno.h>
#include <semaphore.h>

#include "tickets.h"

static sem_t left;

void tickets_open(int stock)
{
    sem_init(&left, 0, (unsigned)stock);
}

bool tickets_sell(void (*print)(void))
{
    while (sem_trywait(&left) != 0)
        if (errno == EAGAIN)
            return false;
    print();
    return true;
}
