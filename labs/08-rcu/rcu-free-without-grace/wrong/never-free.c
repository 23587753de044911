/* SPDX-License-Identifier: MIT */
/* Wrong: what is never freed is never freed too early, and the server grows until it is killed. */
#include "rcu.h"

#include <stdlib.h>

#include "settings.h"

static struct settings *current;

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
    struct settings *next = malloc(sizeof *next);

    *next = (struct settings){.version = version, .limit = 2 * version};
    rcu_assign_pointer(current, next);
}

void settings_close(void)
{
    free(current);
}
