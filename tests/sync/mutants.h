/* SPDX-License-Identifier: MIT */
/* Mutants of the primitives: each is a primitive's source with one order weakened or one step of its protocol
 * left out. */
#ifndef RL_MUTANTS_H
#define RL_MUTANTS_H

#include <stdbool.h>
#include <stddef.h>

struct mutant {
    char primitive[32];
    char name[96]; /* "MU4 release->relaxed", or the step's name */
    char *text;    /* the source, changed */
};

struct mutants {
    struct mutant *items;
    size_t len;
};

/* The whole file FOLDER/NAMEEXTENSION, or FOLDER if name is empty, NUL-terminated; ends the program if it
 * cannot be read. */
char *read_whole(const char *folder, const char *name, const char *extension);

/* Every order of the source that is stronger than relaxed, each with every weaker one; every fence, left out.
 */
void add_weakened_orders(struct mutants *all, const char *primitive, const char *source);

/* The steps of the list that are of this primitive. The list: a line "PRIMITIVE NAME", a line "- TEXT" that
 * stands in the source once, and a line "+ TEXT" in its place; empty lines and lines that begin with #
 * between. */
void add_left_out_steps(struct mutants *all, const char *primitive, const char *source, const char *list);

/* The reason why a mutant may survive, "PRIMITIVE NAME: REASON" a line of the list; NULL: none is known. */
const char *reason_to_survive(const char *list, const struct mutant *mutant, char *reason, size_t size);

#endif
