/* SPDX-License-Identifier: MIT */
/* A lab's manifest, lab.yaml: what the lab is, and what each observer must say of each of its files. */
#ifndef RL_GRADER_MANIFEST_H
#define RL_GRADER_MANIFEST_H

#include "words.h"

#include "sanitizers/observer.h"

enum rl_lab_kind { RL_LAB_FIX, RL_LAB_CALIBRATE, RL_LAB_MEASURE, RL_LAB_BUILD, RL_LAB_PROCESS };
enum rl_lab_waits { RL_WAITS_ANY, RL_WAITS_BLOCKING };
enum rl_memory_model { RL_MODEL_SC, RL_MODEL_C11 };
/* The axis of a calibrate lab that no hazard has: the tool still reports. */
#define RL_MANIFEST_AXIS_TOOL RL_AXIS_COUNT
enum rl_outcome_class { RL_OUTCOME_ACCEPTABLE, RL_OUTCOME_INTERESTING, RL_OUTCOME_FORBIDDEN };
/* The observers that a manifest speaks of, in the order in which they are shown. */
enum rl_watcher { RL_WATCH_EXPLORE, RL_WATCH_TSAN, RL_WATCH_ASAN, RL_WATCH_NATIVE, RL_WATCH_COUNT };

struct rl_manifest_outcome {
    char *text; /* a trailing * matches any rest */
    enum rl_outcome_class class;
    char *reason;
};

/* What one observer must say of one file. All of it absent: clean. */
struct rl_expectation {
    enum rl_hazard *primary; /* explore */
    enum rl_hazard *may_also;
    unsigned may_also_count;
    enum rl_hazard *always;
    unsigned always_count;
    enum rl_hazard *may;
    unsigned may_count;
    enum rl_run_status *status;
};

struct rl_manifest_file {
    const char *name; /* "buggy.c", "fixes/mutex.c" */
    int line;         /* of its entry in lab.yaml */
    char *mechanism;
    char *idea;
    enum rl_axis *axis;
    struct rl_expectation *watch[RL_WATCH_COUNT]; /* NULL: not declared */
    char **outcomes;
    unsigned outcomes_count;
};

struct rl_manifest_compile {
    char **cflags;
    unsigned cflags_count;
    char **libs;
    unsigned libs_count;
};

/* Of a calibrate lab: why does the tool object to a right program? */
struct rl_manifest_choice {
    char *text;
    bool correct;
    char *reason;
};
struct rl_manifest_question {
    char *text;
    struct rl_manifest_choice *choices; /* a, b, c … in this order; exactly one is correct */
    unsigned choices_count;
};

struct rl_manifest {
    unsigned format;
    enum rl_lab_kind kind;
    char *title;
    char *group;
    enum rl_hazard *hazard;
    char *symptom;
    unsigned *cwe;
    unsigned cwe_count;
    char **cert;
    unsigned cert_count;
    char *source; /* "counter.c" */
    char **mechanisms;
    unsigned mechanisms_count;
    struct rl_manifest_compile compile;
    enum rl_lab_waits waits;
    enum rl_memory_model memory_model;
    char **functions;
    unsigned functions_count;
    char **without; /* beginnings of names that the learner's file must not use */
    unsigned without_count;
    unsigned *scale_steps;
    unsigned scale_steps_count;
    unsigned budget;
    unsigned time;
    struct {
        unsigned tsan, asan, native;
    } runs;
    struct {
        enum rl_scale tsan, asan, native;
    } scale;
    struct {
        unsigned safe, live, correct, concurrent, answer, tool;
    } weights;
    struct rl_manifest_outcome *outcomes;
    unsigned outcomes_count;
    struct rl_manifest_file *files;
    enum rl_watcher *tool;        /* calibrate: the one that is wrong */
    enum rl_hazard *suppressions; /* of which a narrow suppression may be handed in */
    unsigned suppressions_count;
    struct rl_manifest_question question;
    char **hints;
    unsigned hints_count;

    size_t files_count;           /* from here on: not read by the schema */
    struct rl_manifest_read *own; /* what rl_manifest_free needs */
};

const char *rl_watcher_name(enum rl_watcher watcher); /* "explore", … */
const char *rl_lab_kind_name(enum rl_lab_kind kind);
/* The program that a learner begins with: "buggy.c", or "accused.c" in a calibrate lab. */
const char *rl_lab_kind_start(enum rl_lab_kind kind);
/* Learners hand in a C file, and the lab has a buggy.c, fixes and wrong ones. */
bool rl_lab_kind_has_variants(enum rl_lab_kind kind);
const char *rl_outcome_class_name(enum rl_outcome_class class);

/* Reads `folder`/lab.yaml. NULL: it is not a manifest, and each of `problems` is "lab.yaml:LINE: found,
 * expected", the path being `shown` + "/lab.yaml". Files that the manifest names are looked for in `folder`.
 */
struct rl_manifest *rl_manifest_read(const char *folder, const char *shown, struct rl_list *problems);
void rl_manifest_free(struct rl_manifest *manifest);

const struct rl_manifest_file *rl_manifest_file(const struct rl_manifest *manifest, const char *name);
/* NULL: not among the lab's outcomes. */
const struct rl_manifest_outcome *rl_manifest_outcome(const struct rl_manifest *manifest, const char *text);
bool rl_outcome_matches(const char *pattern, const char *text);
bool rl_expectation_is_clean(const struct rl_expectation *expectation);
unsigned rl_manifest_runs(const struct rl_manifest *manifest, enum rl_watcher watcher);
enum rl_scale rl_manifest_scale(const struct rl_manifest *manifest, enum rl_watcher watcher);

#endif
