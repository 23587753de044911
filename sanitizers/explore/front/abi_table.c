/* SPDX-License-Identifier: MIT */
/* Looks names up in abi.def and among the names that the runtime itself lends to instrumented code. */
#include "abi_table.h"

#include <string.h>

static const struct rl_abi_row rows[] = {
#define RLX_MODEL(name)       {#name, RL_ABI_MODEL, NULL},
#define RLX_HARMLESS(name)    {#name, RL_ABI_HARMLESS, NULL},
#define RLX_REFUSE(name, why) {#name, RL_ABI_REFUSED, why},
#include "sanitizers/explore/abi.def"
};

/* Those that the core models: a definition of the program's own would hide the call from the explorer. */
static const char *const core[] = {
#define RLX_MODEL(name)       #name,
#define RLX_HARMLESS(name)    #name,
#define RLX_REFUSE(name, why) #name,
#include "sanitizers/explore/abi_threads.def"
#undef RLX_MODEL
#undef RLX_HARMLESS
#undef RLX_REFUSE
};

/* What compilers emit for -fsanitize=thread, and the annotations of a header that makes liburcu clean under
 * ThreadSanitizer: to the explorer they order nothing. */
static const char *const instrumentation[] = {
    "__tsan_init",       "__tsan_func_",     "__tsan_read",   "__tsan_write",
    "__tsan_unaligned_", "__tsan_volatile_", "__tsan_vptr_",  "__tsan_atomic",
    "__tsan_memcpy",     "__tsan_memmove",   "__tsan_memset", "__tsan_acquire",
    "__tsan_release",    "AnnotateIgnore",   "rl_lab_hook_",  "__atomic_",
};

static const char *const runtime_names[] = {"__tsan_", "__sanitizer_", "__interceptor_",
                                            "rlx_",    "__rlx",        "Annotate"};

static bool begins_with_one_of(const char *name, const char *const *prefixes, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        if (strncmp(name, prefixes[i], strlen(prefixes[i])) == 0)
            return true;
    }
    return false;
}

#define LENGTH(array) (sizeof(array) / sizeof((array)[0]))

const struct rl_abi_row *rl_abi_rows(size_t *length)
{
    *length = LENGTH(rows);
    return rows;
}

enum rl_abi_kind rl_abi_of_import(const char *name, const char **why)
{
    for (size_t i = 0; i < LENGTH(rows); i++) {
        if (strcmp(rows[i].name, name) == 0) {
            *why = rows[i].why;
            return rows[i].kind;
        }
    }
    if (begins_with_one_of(name, instrumentation, LENGTH(instrumentation)))
        return RL_ABI_RUNTIME;
    if (begins_with_one_of(name, runtime_names, LENGTH(runtime_names)))
        return RL_ABI_TAMPERING;
    return RL_ABI_UNKNOWN;
}

bool rl_abi_may_define(const char *name)
{
    if (strcmp(name, "main") == 0)
        return true;
    for (size_t i = 0; i < LENGTH(core); i++) {
        if (strcmp(core[i], name) == 0)
            return false;
    }
    static const char *const watched[] = {"pthread_", "__pthread_",   "sem_",
                                          "urcu_",    "rl_lab_hook_", "__atomic_"};
    return !begins_with_one_of(name, runtime_names, LENGTH(runtime_names)) &&
           !begins_with_one_of(name, watched, LENGTH(watched));
}
