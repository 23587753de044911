/* SPDX-License-Identifier: MIT */
/* All that a verdict depends on beside the submission and the lab: the same fingerprint and the same files
 * give the same verdict. */
#ifndef RL_GRADER_FINGERPRINT_H
#define RL_GRADER_FINGERPRINT_H

#include "digest.h"

struct rl_fingerprint {
    struct rl_digest racelab; /* the program, what it links into labs, lab.h, the primitives */
    char *compiler;           /* "clang 14.0.6" */
    char *libc;               /* "glibc 2.36" */
    char *options;            /* those that change a verdict, and the layers of the sandbox */
};

/* false: *why says what to do (the caller frees it). compiler: NULL: the toolchain's choice. */
bool rl_fingerprint_make(const char *compiler, const char *options, struct rl_fingerprint *out, char **why);
void rl_fingerprint_free(struct rl_fingerprint *fingerprint);

/* The key of the verdict on `submission` (a digest of its bytes) in a lab (of all its files). */
struct rl_digest rl_fingerprint_key(const struct rl_fingerprint *fingerprint, const char *lab_id,
                                    const struct rl_digest *lab, const char *submission);

#endif
