/* SPDX-License-Identifier: MIT */
/* racelab as a process of its own: called with words, answers with status, stdout and stderr. */
#ifndef RL_TESTS_CLI_PROCESS_H
#define RL_TESTS_CLI_PROCESS_H

#include <stddef.h>

struct answer {
    int status; /* of the exit; -1: it did not exit */
    char *out, *err;
};

struct call {
    const char *words;      /* arguments, between single spaces */
    const char *const *env; /* added to a small, fixed environment; NULL: nothing */
    const char *folder;     /* in which it runs; NULL: the caller's */
    long file_limit;        /* bytes that a file may have; what is written beyond fails as on a full disk. 0: none */
    const char *to;         /* where stdout goes: a file, "-": closed; NULL: it is read */
};

struct answer racelab(const char *words);
struct answer racelab_call(const struct call *call);
void answer_free(struct answer *answer);

#endif
