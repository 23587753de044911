/* SPDX-License-Identifier: MIT */
/* What a hostile submission would like to reach, set up where it can be seen whether it did. */
#ifndef RL_HOSTILE_WORLD_H
#define RL_HOSTILE_WORLD_H

#include <stdbool.h>

struct world {
    char *folder;  /* TMPDIR of this process; empty but for these two when all is over */
    char *other;   /* another learner's submission */
    char *witness; /* a folder */
    char socket[32];
    int port, server, local;
};

void world_make(struct world *world);
/* What was reached, one line each on stderr; false: something was. */
bool world_is_untouched(const struct world *world);
void world_free(struct world *world);

#endif
