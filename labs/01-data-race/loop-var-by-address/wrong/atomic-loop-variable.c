/* SPDX-License-Identifier: MIT */
/* Wrong: reading the loop variable is atomic now, and it still has the next page's number by then. */
#include <pthread.h>
#include <stdatomic.h>

#include "pages.h"

static void (*printer)(int page);

static void *print_one(void *page)
{
    printer(atomic_load((atomic_int *)page));
    return NULL;
}

void pages_print(int count, void (*print)(int page))
{
    pthread_t threads[PAGES_MAX];
    atomic_int page;

    printer = print;
    for (page = 0; page < count; page++)
        pthread_create(&threads[page], NULL, print_one, &page);
    for (page = 0; page < count; page++)
        pthread_join(threads[page], NULL);
}
