/* SPDX-License-Identifier: MIT */
/* Puts the programs of tests/explore/primitives before the explorer, as their heads say.
 *
 * A head names what the program is linked with (SOURCES, from the project's root or beside it) and the
 * definitions of each of its runs (RUN). A run is proven when the search was complete and found nothing, and
 * every overlap that the program demands was seen. */
#ifndef RL_PROVE_H
#define RL_PROVE_H

#include <stdbool.h>
#include <stddef.h>

struct proof {
    const char *root;     /* the project's */
    const char *compiler; /* NULL: the toolchain's choice */
    const char *work;     /* an existing folder; one is made in it for each run, and removed */
    const char *mutant;   /* a file in place of primitives/PRIMITIVE.c; or NULL */
    unsigned long budget; /* executions of one run */
    unsigned wall_ms;     /* of one run */
    bool verbose;         /* prints a line for each run */
};

/* OPEN: nothing was found, and the search is not complete. NOT_RUN: the explorer is not there, or cannot run
 * here. */
enum proof_verdict { PROVEN, REFUTED, OPEN, NOT_RUN };

/* All runs of PRIMITIVE.c and PRIMITIVE_….c; it stops at the first that is not PROVEN. words: why. NOT_RUN:
 * the explorer is not there, or cannot run here. */
enum proof_verdict prove(const struct proof *proof, const char *primitive, char *words, size_t size);

#endif
