/* SPDX-License-Identifier: MIT */
/* From a program's files to an executable in which the explorer's runtime stands behind every call that
 * matters. */
#ifndef RL_EXPLORE_BUILD_H
#define RL_EXPLORE_BUILD_H

#include "sanitizers/observer.h"

struct rl_explore_build {
    enum rl_run_status status; /* OK: `program` can be started */
    char *reason;              /* unless OK */
    char *compiler_output;     /* NULL: none */
    char *program;             /* the executable */
    char *tag;                 /* of replay strings */
    double seconds;
};

/* Always fills *build (rl_explore_build_free it). Files go into request->work_dir. */
void rl_explore_build(const struct rl_run_request *request, struct rl_explore_build *build);
void rl_explore_build_free(struct rl_explore_build *build);

/* The runtime that is linked in; NULL: it is not installed (*why says so). The caller frees both. */
char *rl_explore_runtime(char **why);

#endif
