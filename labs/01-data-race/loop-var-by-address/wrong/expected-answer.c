/* SPDX-License-Identifier: MIT */
/* Wrong: it prints the two pages of the smallest document, whatever the document. */
#include <pthread.h>

#include "pages.h"

static void (*printer)(int page);

static void *first_page(void *unused)
{
    printer(0);
    return unused;
}

static void *second_page(void *unused)
{
    printer(1);
    return unused;
}

void pages_print(int count, void (*print)(int page))
{
    pthread_t first, second;

    (void)count;
    printer = print;
    pthread_create(&first, NULL, first_page, NULL);
    pthread_create(&second, NULL, second_page, NULL);
    pthread_join(first, NULL);
    pthread_join(second, NULL);
}
