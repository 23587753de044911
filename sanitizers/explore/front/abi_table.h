/* SPDX-License-Identifier: MIT */
/* abi.def as a table: what becomes of a name that an explored program imports or defines. */
#ifndef RL_EXPLORE_ABI_TABLE_H
#define RL_EXPLORE_ABI_TABLE_H

#include <stdbool.h>
#include <stddef.h>

enum rl_abi_kind {
    RL_ABI_UNKNOWN,  /* in no row */
    RL_ABI_MODEL,    /* renamed to rlx_NAME */
    RL_ABI_HARMLESS, /* libc's own */
    RL_ABI_REFUSED,  /* unsupported, with its reason */
    RL_ABI_RUNTIME,  /* what instrumented code and lab.h call: defined by the runtime under this very name */
    RL_ABI_TAMPERING /* names of racelab's own runtime: no program has business with them */
};

struct rl_abi_row {
    const char *name;
    enum rl_abi_kind kind;
    const char *why; /* REFUSED: the reason and what to do */
};

/* Every row of abi.def; *length is their number. */
const struct rl_abi_row *rl_abi_rows(size_t *length);
/* What an import of `name` means; *why is set for REFUSED. */
enum rl_abi_kind rl_abi_of_import(const char *name, const char **why);
/* May a program define a global `name` of its own? false: it would take the place of what the explorer
 * watches. */
bool rl_abi_may_define(const char *name);

#endif
