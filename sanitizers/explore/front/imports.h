/* SPDX-License-Identifier: MIT */
/* Judges what the combined object of a program imports and defines, before anything of it runs. */
#ifndef RL_EXPLORE_IMPORTS_H
#define RL_EXPLORE_IMPORTS_H

#include "sanitizers/observer.h"
#include "sanitizers/text.h"

struct rl_imports {
    enum rl_run_status status; /* OK, UNSUPPORTED, REJECTED, COMPILE_ERROR (no main) or INFRA */
    char *reason;              /* unless OK: names the symbol, where it is used, why, what to do */
    struct rl_list renames;    /* OK: names that become rlx_NAME */
    char *tag;                 /* four characters that stand for the program's code */
};

/* `object` is a relocatable file that holds the whole program; `options` (any string) goes into the tag as
 * well. */
void rl_imports_judge(const char *object, const char *options, struct rl_imports *out);
void rl_imports_free(struct rl_imports *imports);

#endif
