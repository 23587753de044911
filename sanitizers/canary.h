/* SPDX-License-Identifier: MIT */
/* Canaries: small programs of which it is known what a sanitizer must say, run before its word is trusted. */
#ifndef RL_CANARY_H
#define RL_CANARY_H

#include "program.h"

struct rl_canary {
    const char *name; /* built from canary_NAME.c */
    const char *sign; /* must stand in its evidence or in the sanitizer's log; NULL: no report, status 0 */
};

/* A sanitizer's canaries. */
struct rl_canary_set {
    const struct rl_program_kind *kind;
    struct rl_canary canaries[3]; /* ended by a NULL name if shorter */
    const char *report_sign;      /* what stands in the evidence of every report */
    const char *tool;             /* "ThreadSanitizer" */
};

/* Do all of them come out right? Asked once per process, set and compiler; `again`: asked anew, after
 * something odd. False: *why says what to do (the caller frees it). */
bool rl_canaries_right(const struct rl_canary_set *set, const struct rl_toolchain *toolchain, bool again,
                       char **why);

/* For tests: the program `path` in the place of the canary of this name; NULL: the real one again. */
void rl_canary_override(const char *name, const char *path);

#endif
