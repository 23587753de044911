/* SPDX-License-Identifier: MIT */
/* Wrong: the lock protects the pointer, and not what it points to once the lock is given back. */
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
    const struct settings *settings = current;
    pthread_mutex_unlock(&settings_lock);
    handle(settings);
}

void settings_load(int version)
{
    struct settings *next = malloc(sizeof *next);

    *next = (struct settings){.version = version, .limit = 2 * version};
    pthread_mutex_lock(&settings_lock);
    struct settings *old = current;
    current = next;
    pthread_mutex_unlock(&settings_lock);
    free(old);
}

void settings_close(void)
{
    free(current);
}
