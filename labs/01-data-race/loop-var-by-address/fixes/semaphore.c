/* SPDX-License-Identifier: MIT */
/* A hand-over: the loop goes on only when the new thread has said that it has read its number. */
#include <pthread.h>
#include <semaphore.h>

#include "pages.h"

static void (*printer)(int page);
static sem_t number_read;

static void *print_one(void *page)
{
    int mine = *(int *)page;
    sem_post(&number_read);
    printer(mine);
    return NULL;
}

void pages_print(int count, void (*print)(int page))
{
    pthread_t threads[PAGES_MAX];
    int page;

    printer = print;
    sem_init(&number_read, 0, 0);
    for (page = 0; page < count; page++) {
        pthread_create(&threads[page], NULL, print_one, &page);
        while (sem_wait(&number_read) != 0)
            ; /* a signal handler interrupted it: the number has not been read yet */
    }
    for (page = 0; page < count; page++)
        pthread_join(threads[page], NULL);
    sem_destroy(&number_read);
}
