/* SPDX-License-Identifier: MIT */
/* Wrong: nothing races and no dish is forgotten, but an idle waiter runs to the pass all evening. */
#include <pthread.h>
#include <sched.h>
#include <semaphore.h>

#include "pass.h"

static pthread_once_t opened = PTHREAD_ONCE_INIT;
static sem_t ready; /* dishes on the pass */
static pthread_mutex_t pass_lock = PTHREAD_MUTEX_INITIALIZER;
static int dishes[PASS_PLACES];
static int put, taken;

static void open_pass(void)
{
    sem_init(&ready, 0, 0);
}

void pass_put(int table)
{
    pthread_once(&opened, open_pass);
    pthread_mutex_lock(&pass_lock);
    dishes[put] = table;
    put++;
    pthread_mutex_unlock(&pass_lock);
    sem_post(&ready);
}

void pass_take(void (*carry)(int table))
{
    pthread_once(&opened, open_pass);
    while (sem_trywait(&ready) != 0)
        sched_yield();
    pthread_mutex_lock(&pass_lock);
    int table = dishes[taken];
    taken++;
    pthread_mutex_unlock(&pass_lock);
    carry(table);
}
