/* SPDX-License-Identifier: MIT */
/* Wrong: the copy lies in the loop's body, at the same address in every round, and is overwritten like the
 * original. */
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
    pthread_t threads[PAGES_MAX];

    printer = print;
    for (int page = 0; page < count; page++) {
        int mine = page;
        pthread_create(&threads[page], NULL, print_one, &mine);
    }
    for (int page = 0; page < count; page++)
        pthread_join(threads[page], NULL);
}
