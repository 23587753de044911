/* SPDX-License-Identifier: MIT */
/* Private to the front-end: one run of an explored program, and what it has testified so far. */
#ifndef RL_EXPLORER_H
#define RL_EXPLORER_H

#include <jansson.h>

#include "build.h"
#include "sanitizers/finding.h"
#include "sanitizers/observer.h"
#include "sanitizers/process.h"
#include "sanitizers/text.h"

#define RL_EXPLORER_THREADS 64

struct rl_explorer {
    const struct rl_run_request *request;
    struct rl_observation *out;
    struct rl_explore_build build;
    struct rl_names names;
    char *threads[RL_EXPLORER_THREADS]; /* "main", "thread 1 (seller)" */
    json_t *lines;      /* evidence that is looked at after the run: findings, outcomes, demands, steps */
    json_t *end;        /* the last line; NULL: the runtime did not get so far */
    json_t *hashes;     /* of a replay */
    unsigned long done; /* executions */
    bool garbled;       /* a line that is no JSON */
};

/* ---- evidence.c */
/* For rl_process_run: ctx is the explorer. */
bool rl_explorer_take_line(void *ctx, const char *line, size_t length);
/* After the run: fills out's findings, outcomes and demands, and hands steps to request->on_step. */
void rl_explorer_convert(struct rl_explorer *explorer);
const char *rl_explorer_thread(const struct rl_explorer *explorer, long id);

/* ---- objects.c: names of what evidence calls an object; the caller frees them */
/* As in a sentence: "global 'stock' (4 bytes)", "heap block of 24 bytes allocated at cache.c:31". NULL: none.
 */
char *rl_explorer_object(const struct rl_explorer *explorer, const json_t *object);
/* As in a table: "stock", "heap block (cache.c:31)". */
char *rl_explorer_short_object(const struct rl_explorer *explorer, const json_t *object);

/* ---- words.c: the paragraph of a finding, from its sides, its object and what the runtime adds */
char *rl_explorer_words(const struct rl_finding *finding, const char *object, const char *note);

/* ---- steps.c: one step of a replay as a racelab/trace/v1 object */
json_t *rl_explorer_step(const struct rl_explorer *explorer, const json_t *line);

/* ---- run.c: starts the program once. extra: further environment, or NULL; cwd may be NULL. */
void rl_explorer_run(struct rl_explorer *explorer, const char *replay, const char *const *extra,
                     const char *cwd, struct rl_process_result *result);
/* ---- selftest.c: replays in other circumstances; where a replay differs, the search proves nothing */
void rl_explorer_self_test(struct rl_explorer *explorer);

#endif
