/* SPDX-License-Identifier: MIT */
/* What `check` owes to a learner: to know which file is meant, not to run again what has passed, and to
 * remember. */
#ifndef RL_CLI_LEARNER_H
#define RL_CLI_LEARNER_H

#include "judging.h"
#include "workplace.h"

/* The words of `racelab check`, once it is clear what they mean. */
struct rl_cli_checked {
    const struct rl_lab *lab;
    struct rl_workcopy here; /* the working copy of this lab that the caller is in; empty: none */
};

/* *lab (NULL: no word was typed) may be a file where a working copy is here; without files its own file is
 * meant. false: the error is printed, and *status is to be returned. */
bool rl_cli_settle(const struct rl_course *course, const char *lab, struct rl_list *files, bool all,
                   struct rl_cli_checked *out, int *status);
/* With the manifest at hand: adds the working copy's own file where none was named, and says which of its
 * other files differ from those that the judge uses. */
void rl_cli_settle_files(const struct rl_cli_checked *checked, const struct rl_manifest *manifest,
                         struct rl_list *files);
/* Where the file called `name` lies: as typed or, of wrong/ and the program to begin with, in the lab (caller
 * frees). */
char *rl_cli_find_file(const struct rl_lab *lab, const char *name);

/* A learner's file, of which progress is kept: not the lab's own. */
bool rl_cli_is_learners(const struct rl_lab *lab, const char *path);
/* Has this very file passed already, with this very lab, racelab and compiler? Then says so, and what comes
 * next. */
bool rl_cli_passed_before(const struct rl_cli_judging *with, const char *path, const char *shown);
/* Records what a check came to. `submission`: SHA-256 of the bytes that were judged. quiet: nothing is said
 * where it cannot be recorded, as on a machine that only judges. */
void rl_cli_record(const struct rl_cli_judging *with, const json_t *verdict, const char *submission,
                   bool quiet);
/* The next step as a learner would type it: shorter in a working copy. */
void rl_cli_set_next(const struct rl_cli_checked *checked, json_t *verdict);

#endif
