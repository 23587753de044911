/* SPDX-License-Identifier: MIT */
/* The one interface of everything that watches a program run: what is asked of an observer, and what it answers. */
#ifndef RL_OBSERVER_H
#define RL_OBSERVER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum rl_axis { RL_AXIS_SAFE, RL_AXIS_LIVE, RL_AXIS_CORRECT, RL_AXIS_CONCURRENT, RL_AXIS_UNTAMPERED, RL_AXIS_COUNT };

enum rl_hazard {
#define RL_HAZARD(symbol, name, rank, axis, words) RL_HAZARD_##symbol,
#include "hazards.def"
    RL_HAZARD_COUNT
};

const char *rl_axis_name(enum rl_axis axis);             /* "safe", "live", … */
const char *rl_hazard_name(enum rl_hazard hazard);       /* "data-race", … */
int rl_hazard_rank(enum rl_hazard hazard);               /* lower is more primary; unique */
enum rl_axis rl_hazard_axis(enum rl_hazard hazard);      /* the axis it fails */
const char *rl_hazard_words(enum rl_hazard hazard);      /* one clause in plain words */
bool rl_hazard_parse(const char *name, enum rl_hazard *out); /* false: no such hazard */

/* How a run ended, seen by racelab (not by the program: a program that crashes has run). */
enum rl_run_status {
    RL_RUN_OK,            /* it ran and was observed to its end; the findings say what was seen */
    RL_RUN_COMPILE_ERROR, /* compiler_output has the compiler's words */
    RL_RUN_REJECTED,      /* the object defines or imports what it must not; reason names it */
    RL_RUN_LIMIT,         /* it exceeded time, memory or output; reason names which */
    RL_RUN_UNSUPPORTED,   /* it uses what this observer cannot model; reason names it */
    RL_RUN_INFRA          /* the tool or the machine failed; reason says what to do */
};
const char *rl_run_status_name(enum rl_run_status status); /* "ok", "compile_error", … */

enum rl_scale { RL_SCALE_DEFAULT, RL_SCALE_SMALL, RL_SCALE_LARGE };

struct rl_place {
    char *file; /* base name or path as compiled; NULL: unknown */
    int line;   /* from 1; 0: unknown */
    char *function;
};

/* One side of a finding: who did what, where. */
struct rl_side {
    char *what;   /* "write of 4 bytes", "waits for mutex stock_lock", "freed here" */
    char *thread; /* "main", "thread 2 (seller)" */
    struct rl_place place;
    struct rl_place *stack; /* innermost first; place is its first frame that lies in the program's own files */
    size_t stack_len;
    char *held; /* locks held, "stock_lock, log_lock", or NULL */
};

struct rl_finding {
    enum rl_hazard hazard;
    char *detail; /* machine-readable refinement within the hazard: "unlock-by-non-owner"; or NULL */
    struct rl_side *sides;
    size_t sides_len; /* 1, 2, or (a deadlock's cycle) more */
    char *object;     /* "global 'stock' (4 bytes)", "heap block of 24 bytes allocated at cache.c:31" */
    char *words;      /* one paragraph in plain words */
    char *schedule;   /* explore: the replay string; else NULL */
    unsigned long first; /* explore: the execution that showed it first, from 1; else 0 */
};

struct rl_outcome {
    char *text;          /* as given to lab_outcome */
    unsigned long count; /* runs (native, tsan, asan) or 1 (explore: reached) */
    char *schedule;      /* explore: a replay that reaches it; else NULL */
};

/* What lab_overlap or lab_sometimes demanded, and whether it was seen. */
struct rl_demand {
    enum { RL_DEMAND_OVERLAP, RL_DEMAND_SOMETIMES } kind;
    char *name; /* the region, or the message */
    struct rl_place place;
    int wanted; /* overlap: how many at the same time */
    int seen;   /* overlap: the most seen at the same time; sometimes: 0 or 1 */
};

struct rl_observation {
    const char *observer;
    enum rl_run_status status;
    char *reason;          /* for every status but RL_RUN_OK; and, where !complete, why the search was not */
    char *compiler_output; /* warnings or errors; NULL: none */
    char *output;          /* what the program printed, capped */
    bool output_truncated;
    int exit_status; /* the program's own, or -1 */
    int signal;      /* that ended it, or 0 */
    bool reached_end; /* the program's end marker was seen in every counted execution */
    struct rl_finding *findings; /* ordered by hazard rank, then by place */
    size_t findings_len;
    struct rl_outcome *outcomes; /* ordered by text */
    size_t outcomes_len;
    struct rl_demand *demands;
    size_t demands_len;
    unsigned long executions;
    unsigned long steps;
    bool complete; /* explore only: every interleaving within `model` was covered */
    char *model;   /* explore only: "sequential consistency", … */
    double compile_seconds; /* wall-clock; never part of a verdict */
    double run_seconds;
};

struct rl_run_request {
    const char *const *sources; /* C files (or .o), NULL-terminated */
    const char *const *include_dirs; /* NULL-terminated, or NULL */
    const char *const *cflags;       /* beyond the observer's own; NULL-terminated, or NULL */
    const char *const *libs;         /* "-lurcu-memb" …; NULL-terminated, or NULL */
    const char *const *args;         /* the program's arguments after argv[0]; NULL-terminated, or NULL */
    const char *compiler;            /* "clang", "gcc", a path; NULL: the toolchain's choice */
    /* An existing, private directory for this run's files; the caller removes it. It is empty on the first run. A later
     * run with the same sources, flags and compiler gets the same directory (its program is used again, not built again:
     * a judge repeats runs at several scale steps, and `check` may cost three times one compile and run). */
    const char *work_dir;
    enum rl_scale scale;  /* what lab_scale gives; DEFAULT: small under explore, else large */
    int scale_step;       /* lab_scale adds this much: 0, or an unseen 1, 2 … */
    unsigned cpu_ms;      /* 0: the observer's default */
    unsigned wall_ms;     /* a generous backstop; 0: default */
    size_t output_cap;    /* bytes; 0: default */
    bool is_lab;          /* `unfinished`, memory leaks and the end marker are judged as in a lab */
    bool keep_going;      /* tsan: go on after the first report, for it may be one that is passed over */
    bool waits_blocking;  /* the manifest's `waits: blocking`: spinning is a finding */
    /* explore only */
    const char *strategy; /* "dpor", "random", "pct", "dfs"; NULL: dpor, then random strategies */
    bool all_accesses;
    unsigned long budget; /* executions; 0: the documented default */
    unsigned long max_steps; /* per execution; 0: default */
    uint64_t seed;
    const char *replay; /* run this one schedule only; or NULL */
    void (*on_step)(void *ctx, const char *json); /* with replay: each step as a racelab/trace/v1 object; or NULL */
    /* progress: called about ten times a second at most; returning false stops the run (status LIMIT) */
    bool (*progress)(void *ctx, unsigned long done, unsigned long of);
    void *ctx; /* handed to progress and on_step */
};

struct rl_observer {
    const char *name;
    const char *summary; /* one clause: what it sees */
    /* Can it run on this machine? false: *why is a message that names the next step (caller frees). Cached. */
    bool (*available)(const char *compiler, char **why);
    /* Compiles and runs. Always fills *out (rl_observation_free it); never prints; leaves no process behind. */
    void (*run)(const struct rl_run_request *request, struct rl_observation *out);
};

/* All observers, in one table, ended by NULL. */
extern const struct rl_observer *const rl_observers[];
const struct rl_observer *rl_observer_find(const char *name); /* NULL: none of this name */
void rl_observation_free(struct rl_observation *observation);
/* Orders findings and outcomes as promised above; drops duplicates (same hazard, same places). */
void rl_observation_sort(struct rl_observation *observation);

#endif
