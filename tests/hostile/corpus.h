/* SPDX-License-Identifier: MIT */
/* A case of the hostile corpus: what its file says of itself, and the submission made of it. */
#ifndef RL_HOSTILE_CORPUS_H
#define RL_HOSTILE_CORPUS_H

#include "sanitizers/text.h"

#include <stdbool.h>

/* What the files' placeholders become. */
struct hostile_places {
    const char *other;  /* @OTHER@: another learner's submission */
    const char *socket; /* @SOCKET@: the name of a listening socket that is no file */
    int port;           /* @PORT@: of a listening server */
    const char *base;   /* text of a right fix */
};

struct hostile_case {
    char *name;    /* "run/fork_bomb" */
    char *expect;  /* verdicts that it may get, between spaces: " fail limit " */
    char *by;      /* the layer that stops it */
    char *says;    /* this stands in the reason; or "" */
    char *needs;   /* a mechanism of the sandbox; or "" */
    char *watched; /* the observers to run; or "" */
    char *witness; /* a file that must not be there afterwards */
    char *text;    /* the submission */
};

/* Reads the file; aborts with a message if it does not say what it must. witness: a folder for witnesses. */
void hostile_case_read(const char *path, const char *name, const struct hostile_places *places,
                       const char *witness, struct hostile_case *out);
void hostile_case_free(struct hostile_case *one);

#endif
