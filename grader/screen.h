/* SPDX-License-Identifier: MIT */
/* Looks through a submission before it runs, for what would hide its accesses from every observer. */
#ifndef RL_GRADER_SCREEN_H
#define RL_GRADER_SCREEN_H

#include "intake.h"
#include "manifest.h"

enum rl_screen {
    RL_SCREEN_CLEAN,
    RL_SCREEN_TAMPERING,   /* it switches observation off */
    RL_SCREEN_UNSUPPORTED, /* it does what no observer can see */
    RL_SCREEN_LIMIT,       /* the compiler was stopped on it, or its variables are too large */
    RL_SCREEN_NOT_C, /* it does not compile: the observers say so, with the compiler's words; *why is NULL */
    RL_SCREEN_INFRA, /* it could not be looked at, for the machine's fault */
};

/* Looks at the file as handed in, at what its own lines have become after preprocessing (a macro or a token
 * pasted together hides nothing), and at the object that the compiler makes of it. *why names the line or the
 * name, and what to do (the caller frees it). */
enum rl_screen rl_screen_file(const struct rl_submission *submission, const struct rl_manifest *manifest,
                              const char *lab_folder, const char *compiler, char **why);

/* The search by itself. `file` is the submission's name in the line markers of the preprocessed text; names
 * that begin as one of `without` does are not to be used at all (tampering). */
enum rl_screen rl_screen_text(const char *preprocessed, const char *file, const char *shown,
                              char *const *without, unsigned without_count, char **why);

#endif
