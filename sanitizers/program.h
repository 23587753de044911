/* SPDX-License-Identifier: MIT */
/* What the observers that run a real program have in common: it is built with the lab's runtime, run inside
 * limits, and its evidence read. tsan, asan and native add what is theirs. */
#ifndef RL_PROGRAM_H
#define RL_PROGRAM_H

#include "finding.h"
#include "observer.h"
#include "process.h"
#include "text.h"
#include "toolchain.h"

struct rl_program;

struct rl_program_kind {
    const char *observer;
    enum rl_build build;
    const char *support; /* archive in rl_resources_lib(), linked whole */
    unsigned helper_threads;
    bool fixed_addresses;
    bool catches_crashes; /* the lab's runtime testifies SIGSEGV and its like; false: the sanitizer does */
    /* Does an object of the program define, or import, what it must not? */
    bool (*forbids)(const char *symbol, bool defined);
    /* Adds the sanitizer's options to the environment. */
    void (*add_env)(const struct rl_program *program, struct rl_list *env);
    /* A line of evidence of a type that is not common to all; NULL: there is none. */
    void (*take)(struct rl_program *program, const char *type, const json_t *line);
    /* After the run, when all evidence is taken and the common findings are made; NULL: nothing to add. */
    void (*judge)(struct rl_program *program, const struct rl_process_result *run);
};

struct rl_program {
    const struct rl_program_kind *kind;
    const struct rl_run_request *request;
    const struct rl_toolchain *toolchain;
    struct rl_observation *out;
    struct rl_names names;
    char *path;    /* of the executable */
    char *run_dir; /* it runs in here */
    char *log;     /* what a sanitizer prints goes to files of this name, a dot and a process number */
    char token[33];
    json_t *stands;        /* where threads stood when the program was ended */
    json_t *crash;         /* of the first signal; or NULL */
    bool returned, exited; /* main returned; exit was called, or main returned */
    bool forged;           /* a line of evidence without the token */
};

/* The whole of an observer's run. */
void rl_program_observe(const struct rl_program_kind *kind, const struct rl_run_request *request,
                        struct rl_observation *out);

/* The answer of an observer that cannot work here, or was interrupted before it could. Takes `why`. */
void rl_program_refuse(const char *observer, char *why, struct rl_observation *out);

/* What the sanitizer printed, from all files of program->log, at most 64 KiB. The caller frees it. */
char *rl_program_read_log(const struct rl_program *program);

bool rl_program_has_finding(const struct rl_program *program, enum rl_hazard hazard);

/* A name that no program may define, and one that switches a sanitizer off: for `forbids` of all kinds. */
bool rl_program_is_reserved(const char *symbol, bool defined);

#endif
