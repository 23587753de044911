/* SPDX-License-Identifier: MIT */
/* Each thread gets a job of its own, which lives until the thread is joined and is never written again. */
#include <pthread.h>

#include "pages.h"

struct job {
    int page;
    void (*print)(int page);
};

static void *print_one(void *arg)
{
    const struct job *job = arg;
    job->print(job->page);
    return NULL;
}

void pages_print(int count, void (*print)(int page))
{
    static struct job jobs[PAGES_MAX];
    pthread_t threads[PAGES_MAX];

    for (int page = 0; page < count; page++) {
        jobs[page] = (struct job){.page = page, .print = print};
        pthread_create(&threads[page], NULL, print_one, &jobs[page]);
    }
    for (int page = 0; page < count; page++)
        pthread_join(threads[page], NULL);
}
