/* SPDX-License-Identifier: MIT */
/* Wrong: it always keeps one old version in reserve, and a slow reader is two versions behind. */
#include "rcu.h"

#include <stdlib.h>

#include "settings.h"

static struct settings *current, *before;

void settings_thread_starts(void)
{
    rcu_register_thread();
}

void settings_thread_ends(void)
{
    rcu_unregister_thread();
}

void settings_use(void (*handle)(const struct settings *settings))
{
    rcu_read_lock();
    handle(rcu_dereference(current));
    rcu_read_unlock();
}

void settings_load(int version)
{
    struct settings *old = current;
    struct settings *next = malloc(sizeof *next);

    *next = (struct settings){.version = version, .limit = 2 * version};
    rcu_assign_pointer(current, next);
    free(before);
    before = old;
}

void settings_close(void)
{
    free(before);
    free(current);
}
