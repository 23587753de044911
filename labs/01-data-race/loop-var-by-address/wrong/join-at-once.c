/* SPDX-License-Identifier: MIT */
/* Wrong: each thread is waited for before the next one starts, so that there are threads and nothing is
 * faster. */
#include <pthread.h>

#include "pages.h"

static void (*printer)(int page);

static void *print_one(void *page)
{
    printer(*(int *)page);
    return NULL;
}

void pages_print(int count, void (*print)(int page))
{
    printer = print;
    for (int page = 0; page < count; page++) {
        pthread_t thread;
        pthread_create(&thread, NULL, print_one, &page);
        pthread_join(thread, NULL);
    }
}
