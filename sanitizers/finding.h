/* SPDX-License-Identifier: MIT */
/* Builds findings: sides, places from code addresses, names of objects. */
#ifndef RL_FINDING_H
#define RL_FINDING_H

#include "observer.h"

#include <jansson.h>

struct rl_symbols;

/* What places and names are made from. */
struct rl_names {
    struct rl_symbols *symbols; /* of the program; NULL: nothing is known of addresses */
    const char *const *sources;
};

struct rl_finding *rl_finding_add(struct rl_observation *out, enum rl_hazard hazard, const char *detail);
/* The answer is valid until the next side is added. */
struct rl_side *rl_finding_add_side(struct rl_finding *finding);

/* Fills the stack and the place from a list of addresses ("0x…"); frames of which nothing is known are left
 * out. */
void rl_side_set_stack(struct rl_side *side, const struct rl_names *names, const json_t *addresses);
void rl_side_set_place(struct rl_side *side, const struct rl_names *names, const char *file, int line,
                       const char *function);

/* "counter.c:12 (in sell)", or "a place that is not known". The caller frees it. */
char *rl_place_words(const struct rl_place *place);
/* The first of the addresses that lies in the program's own files. False: none. Free the place's strings. */
bool rl_names_first_place(const struct rl_names *names, const json_t *addresses, struct rl_place *place);
void rl_place_free(struct rl_place *place);
/* The global variable at an address given as "0x…", as "stock" or "stock.count". NULL: none. *size may be
 * NULL. */
char *rl_names_global(const struct rl_names *names, const char *address, unsigned long *size);

/* Takes back all findings: what they say cannot be believed. */
void rl_observation_drop_findings(struct rl_observation *observation);

/* Puts sides into the order of their places (and then of what they did), so that it does not depend on which
 * of two threads was seen first. */
void rl_finding_sort_sides(struct rl_finding *finding);

const char *rl_json_text(const json_t *object, const char *key); /* "" if it is not there */
long rl_json_number(const json_t *object, const char *key);      /* 0 if it is not there */

#endif
