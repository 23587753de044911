/* SPDX-License-Identifier: MIT */
/* A private folder in which a learner works, with a record of progress of its own. */
#ifndef RL_TESTS_CLI_PLACE_H
#define RL_TESTS_CLI_PLACE_H

#include "process.h"

#include <stdbool.h>

struct place {
    char *folder;
    char *labs, *state; /* "RACELAB_LABS=…", "RACELAB_STATE=…" */
};

struct place place_make(const char *labs); /* NULL: the fixture labs */
void place_free(struct place *place);
/* Calls racelab in the folder, or in `below` of it. */
struct answer place_call(const struct place *place, const char *below, const char *words);

/* Files of the place; a test that cannot do these is broken, and ends. */
void place_write(const struct place *place, const char *name, const char *text); /* replaces */
char *place_read(const struct place *place, const char *name);                   /* NULL: not there */
bool place_has(const struct place *place, const char *name);
char *place_path(const struct place *place, const char *name);

/* The call's status and what its stdout and stderr contain; NULL: it is not looked at. */
void place_expect(const struct place *place, const char *below, const char *words, int status,
                  const char *out, const char *err);

#endif
