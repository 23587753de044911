/* SPDX-License-Identifier: MIT */
/* Asks for the old version to be freed after a grace period, and goes on at once. */
#include "rcu.h"

#include <stdlib.h>

#include "settings.h"

struct stored {
    struct settings settings;
    struct rcu_head rcu;
};

static struct stored *current;

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
    handle(&rcu_dereference(current)->settings);
    rcu_read_unlock();
}

static void free_stored(struct rcu_head *rcu)
{
    free(caa_container_of(rcu, struct stored, rcu));
}

void settings_load(int version)
{
    struct stored *old = current;
    struct stored *next = malloc(sizeof *next);

    next->settings = (struct settings){.version = version, .limit = 2 * version};
    rcu_assign_pointer(current, next);
    if (old)
        call_rcu(&old->rcu, free_stored);
}

void settings_close(void)
{
    free(current);
    rcu_barrier(); /* every version that was handed to call_rcu has been freed */
}
