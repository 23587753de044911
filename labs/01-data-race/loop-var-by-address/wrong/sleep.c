/* SPDX-License-Identifier: MIT */
/* Wrong: it gives the new thread a moment to read its number, and hopes that the moment is long enough. */
#include <pthread.h>
#include <unistd.h>

#include "pages.h"

static void (*printer)(int page);

static void *print_one(void *page)
{
    printer(*(int *)page);
    return NULL;
}

void pages_print(int count, void (*print)(int page))
{
    pthread_t threads[PAGES_MAX];
    int page;

    printer = print;
    for (page = 0; page < count; page++) {
        pthread_create(&threads[page], NULL, print_one, &page);
        usleep(1000);
    }
    for (page = 0; page < count; page++)
        pthread_join(threads[page], NULL);
}
