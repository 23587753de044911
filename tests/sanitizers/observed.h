/* SPDX-License-Identifier: MIT */
/* Runs an observer on a fixture and checks what it answers. */
#ifndef RL_OBSERVED_H
#define RL_OBSERVED_H

#include "sanitizers/observer.h"
#include "shim/rl_test.h"

/* What must come of it. */
struct expected {
    const char *observer;
    const char *compiler;
    const char *fixture; /* without .c */
    enum rl_run_status status;
    const char *hazard; /* of the first finding; NULL: there must be none */
    const char *detail;
    int line;         /* of the finding's first side; 0: any */
    const char *says; /* stands in the finding's words, or (not OK) in the reason; NULL: anything */
};

/* One row for a case's table, run with clang and with gcc. */
#define RL_OBSERVED_ROWS(name, ...)                                                                          \
    static const struct expected name##_clang = {.compiler = "clang", __VA_ARGS__};                          \
    static const struct expected name##_gcc = {.compiler = "gcc", __VA_ARGS__};

#define RL_OBSERVED_CASES(name)                                                                              \
    RL_CASE_P(observes, #name ".clang", &name##_clang), RL_CASE_P(observes, #name ".gcc", &name##_gcc)

/* A case of such a row. */
void observes(const void *expected);

/* Runs it, in a work folder that is gone afterwards. wall_ms 0: 20 seconds. False: that compiler is not here.
 */
bool observe(const char *observer, const char *compiler, const char *fixture, struct rl_observation *out);
/* The same, going on after the first report. */
bool observe_all(const char *observer, const char *compiler, const char *fixture, struct rl_observation *out);

/* The path of a fixture; the caller frees it. */
char *fixture_path(const char *fixture);

/* How many processes run that have `text` in their command line. */
int processes_with(const char *text);

/* Is there a process of this number, other than one that is dead and waits to be reaped? */
bool process_lives(int pid);

#endif
