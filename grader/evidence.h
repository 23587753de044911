/* SPDX-License-Identifier: MIT */
/* Evidence: what every observer that a manifest declares saw of one program, run by run. */
#ifndef RL_GRADER_EVIDENCE_H
#define RL_GRADER_EVIDENCE_H

#include "manifest.h"

struct rl_interleaving;

/* One observer's runs of one program. */
struct rl_watch {
    bool built;     /* there is an observer of this name in the table */
    bool skipped;   /* it was not asked: it could not have changed the verdict */
    bool available; /* and it can run here */
    char *why_not;  /* it cannot, and what to do */
    struct rl_observation *runs;
    unsigned *steps; /* scale step of each run */
    size_t len;
    unsigned planned;
    struct rl_interleaving *interleavings; /* explore: of its failures' schedules (interleaving.h) */
    size_t interleavings_len;
    double seconds;         /* wall-clock, all of it */
    double compile_seconds; /* of these */
};

struct rl_evidence {
    struct rl_watch watch[RL_WATCH_COUNT];
};

struct rl_evidence_request {
    const struct rl_observer *const *observers; /* ended by NULL; the table rl_observers, or a test's */
    const struct rl_manifest *manifest;
    const char *lab_folder; /* scenario.c and headers */
    const char *source;     /* the file to judge */
    const char *compiler;   /* NULL: the toolchain's choice */
    unsigned jobs;          /* observers at a time; 0: one a processor */
    bool keep_going;        /* tsan goes on after its first report */
    unsigned only;          /* bits 1 << watcher; 0: all */
    unsigned traces;        /* explore: of so many failing schedules the steps are taken; 0: none */
    char **folders; /* RL_WATCH_COUNT of them, for the programs; made where NULL, and left to the caller, who
                       gives them again for the same file and options: nothing is built again. NULL: none */
    void (*tick)(void *ctx); /* ten times a second on the caller's thread; or NULL */
    void *ctx;
};

/* Runs them all. false: nothing could be run at all (no room for the builds), *why says what to do. */
bool rl_evidence_gather(const struct rl_evidence_request *request, struct rl_evidence *out, char **why);
/* Another observer found something at a scale that the explorer has not searched: a sample of the
 * interleavings at that scale. true: the explorer finds something there, and its run has been added. */
bool rl_evidence_confirm(const struct rl_evidence_request *request, struct rl_evidence *evidence);
void rl_evidence_free(struct rl_evidence *evidence);
/* What one observer saw goes into another evidence; *to was empty, *from is then. */
void rl_evidence_move(struct rl_watch *from, struct rl_watch *to);

/* Asks every observer whether it can run here, once, before several programs are judged at the same time. */
void rl_evidence_warm(const struct rl_observer *const *observers, const char *compiler);

#endif
