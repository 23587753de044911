/* SPDX-License-Identifier: MIT */
/* The number itself travels in the pointer: each thread has a copy, and there is nothing to share. */
#include <pthread.h>
#include <stdint.h>

#include "pages.h"

static void (*printer)(int page);

static void *print_one(void *page)
{
    printer((int)(intptr_t)page);
    return NULL;
}

void pages_print(int count, void (*print)(int page))
{
    pthread_t threads[PAGES_MAX];

    printer = print;
    for (int page = 0; page < count; page++)
        pthread_create(&threads[page], NULL, print_one, (void *)(intptr_t)page);
    for (int page = 0; page < count; page++)
        pthread_join(threads[page], NULL);
}
