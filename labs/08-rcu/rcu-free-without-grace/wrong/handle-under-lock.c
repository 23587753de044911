/* SPDX-License-Identifier: MIT */
/* Wrong: nobody frees what a request reads, and only one request is handled at a time. */
#include <pthread.h>
#include <stdlib.h>

#include "settings.h"

static pthread_mutex_t settings_lock = PTHREAD_MUTEX_INITIALIZER;
static struct settings *current; /* protected by settings_lock */

void settings_thread_starts(void) {}

void settings_thread_ends(void) {}

void settings_use(void (*handle)(const struct settings *settings))
{
    pthread_mutex_lock(&settings_lock);
    handle(current);
    pthread_mutex_unlock(&settings_lock);
}

void settings_load(int version)
{
    struct settings *next = malloc(sizeof *next);

    *next = (struct settings){.version = version, .limit = 2 * version};
    pthread_mutex_lock(&settings_lock);
    free(current);
    current = next;
    pthread_mutex_unlock(&settings_lock);
}

void settings_close(void)
{
    free(current);
}
