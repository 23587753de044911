/* SPDX-License-Identifier: MIT */
/* Nobody is told a number: each thread takes the next one, and an indivisible addition gives none twice. */
#include <pthread.h>
#include <stdatomic.h>

#include "pages.h"

static void (*printer)(int page);
static atomic_int next_page;

static void *print_one(void *unused)
{
    (void)unused;
    printer(atomic_fetch_add(&next_page, 1));
    return NULL;
}

void pages_print(int count, void (*print)(int page))
{
    pthread_t threads[PAGES_MAX];

    printer = print;
    atomic_store(&next_page, 0);
    for (int i = 0; i < count; i++)
        pthread_create(&threads[i], NULL, print_one, NULL);
    for (int i = 0; i < count; i++)
        pthread_join(threads[i], NULL);
}
