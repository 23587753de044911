/* SPDX-License-Identifier: MIT */
/* The table of observers. */
#include "observer.h"

#include <string.h>

extern const struct rl_observer rl_observer_tsan, rl_observer_asan, rl_observer_native, rl_observer_explore;

const struct rl_observer *const rl_observers[] = {
#ifdef RL_HAVE_EXPLORE
    &rl_observer_explore,
#endif
    &rl_observer_tsan,    &rl_observer_asan, &rl_observer_native, NULL,
};

const struct rl_observer *rl_observer_find(const char *name)
{
    for (size_t i = 0; rl_observers[i]; i++) {
        if (strcmp(rl_observers[i]->name, name) == 0)
            return rl_observers[i];
    }
    return NULL;
}
