/* SPDX-License-Identifier: MIT */
/* Counts the users of each version: the last one to let go frees it. The lock is held for the count only. */
#include <pthread.h>
#include <stdlib.h>

#include "settings.h"

static pthread_mutex_t settings_lock = PTHREAD_MUTEX_INITIALIZER;

struct stored {
    struct settings settings;
    int users; /* protected by settings_lock: requests in handle(), and one more while it is the current one
                */
};

static struct stored *current; /* protected by settings_lock */

/* With settings_lock held. */
static void let_go(struct stored *stored)
{
    if (stored && --stored->users == 0)
        free(stored);
}

void settings_thread_starts(void) {}

void settings_thread_ends(void) {}

void settings_use(void (*handle)(const struct settings *settings))
{
    pthread_mutex_lock(&settings_lock);
    struct stored *mine = current;
    mine->users++;
    pthread_mutex_unlock(&settings_lock);
    handle(&mine->settings);
    pthread_mutex_lock(&settings_lock);
    let_go(mine);
    pthread_mutex_unlock(&settings_lock);
}

void settings_load(int version)
{
    struct stored *next = malloc(sizeof *next);

    *next = (struct stored){.settings = {.version = version, .limit = 2 * version}, .users = 1};
    pthread_mutex_lock(&settings_lock);
    let_go(current);
    current = next;
    pthread_mutex_unlock(&settings_lock);
}

void settings_close(void)
{
    pthread_mutex_lock(&settings_lock);
    let_go(current);
    pthread_mutex_unlock(&settings_lock);
}
