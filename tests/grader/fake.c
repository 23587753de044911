/* SPDX-License-Identifier: MIT */
/* Observers that see what they are told to see. */
#include "fake.h"

#include <stdlib.h>
#include <string.h>

static unsigned long runs[RL_WATCH_COUNT];

unsigned long fake_runs(enum rl_watcher watcher)
{
    return __atomic_load_n(&runs[watcher], __ATOMIC_RELAXED);
}

static void add_finding(struct rl_observation *out, enum rl_hazard hazard, int line)
{
    out->findings = rl_grow(out->findings, (out->findings_len + 1) * sizeof *out->findings);
    struct rl_finding *finding = &out->findings[out->findings_len++];
    *finding = (struct rl_finding){
        .hazard = hazard, .sides_len = 2, .words = rl_text_copy("Two threads meet here.")};
    finding->object = rl_text_copy("global 'total' (4 bytes)");
    finding->sides = rl_alloc(2 * sizeof *finding->sides);
    for (int i = 0; i < 2; i++)
        finding->sides[i] =
            (struct rl_side){.what = rl_text_copy(i ? "read of 4 bytes" : "write of 4 bytes"),
                             .thread = rl_text_format("thread %d", i + 1),
                             .place = {rl_text_copy("tally.c"), line + i, rl_text_copy("tally_add")}};
}

static void add_demand(struct rl_observation *out, const char *name, int seen)
{
    out->demands = rl_grow(out->demands, (out->demands_len + 1) * sizeof *out->demands);
    out->demands[out->demands_len++] = (struct rl_demand){.kind = RL_DEMAND_OVERLAP,
                                                          .name = rl_text_copy(name),
                                                          .place = {rl_text_copy("scenario.c"), 3, NULL},
                                                          .wanted = 2,
                                                          .seen = seen};
}

static void add_outcome(struct rl_observation *out, const char *text, bool explored)
{
    out->outcomes = rl_grow(out->outcomes, (out->outcomes_len + 1) * sizeof *out->outcomes);
    out->outcomes[out->outcomes_len++] =
        (struct rl_outcome){rl_text_copy(text), 1, explored ? rl_text_copy("k3f9-5c2d") : NULL};
}

static void set_status(struct rl_observation *out, const char *name)
{
    for (int i = 0; i <= RL_RUN_INFRA; i++)
        if (strcmp(rl_run_status_name((enum rl_run_status)i), name) == 0)
            out->status = (enum rl_run_status)i;
    out->reason = rl_text_format("the reason of %s", name);
    if (out->status == RL_RUN_COMPILE_ERROR)
        out->compiler_output = rl_text_copy("tally.c:1:1: error: something is missing\n");
}

static void take_word(struct rl_observation *out, char *word, bool explored)
{
    enum rl_hazard hazard;
    char *at = strchr(word, '@');
    int line = at ? atoi(at + 1) : 1;
    if (at)
        *at = '\0';
    if (strncmp(word, "not-here:", 9) == 0)
        return;
    if (strncmp(word, "status=", 7) == 0)
        set_status(out, word + 7);
    else if (strncmp(word, "outcome=", 8) == 0)
        add_outcome(out, word + 8, explored);
    else if (strncmp(word, "unmet=", 6) == 0)
        add_demand(out, word + 6, 1);
    else if (strncmp(word, "met=", 4) == 0)
        add_demand(out, word + 4, 2);
    else if (strcmp(word, "incomplete") == 0)
        out->complete = false;
    else if (strcmp(word, "words") == 0)
        out->compiler_output = rl_text_copy("tally.c:2:3: warning: unused\n");
    else if (strncmp(word, "model=", 6) == 0) {
        free(out->model);
        out->model = rl_text_replace(word + 6, "_", " ");
    } else if (rl_hazard_parse(word, &hazard))
        add_finding(out, hazard, line);
    else
        abort(); /* a test's mistake */
}

void fake_observe(enum rl_watcher watcher, const char *specification, struct rl_observation *out)
{
    bool explored = watcher == RL_WATCH_EXPLORE;
    *out = (struct rl_observation){.observer = rl_watcher_name(watcher), .executions = explored ? 100 : 1};
    out->complete = explored;
    out->model = explored ? rl_text_copy("sequential consistency") : NULL;
    out->compile_seconds = 0.25;
    char *words = rl_text_copy(specification), *rest = NULL;
    for (char *word = strtok_r(words, " \n", &rest); word; word = strtok_r(NULL, " \n", &rest))
        take_word(out, word, explored);
    free(words);
    rl_observation_sort(out);
}

static void run(enum rl_watcher watcher, const struct rl_run_request *request, struct rl_observation *out)
{
    char *text = rl_text_read_file(request->sources[1], NULL);
    char *mark = rl_text_format("fake %s: ", rl_watcher_name(watcher));
    const char *at = text ? strstr(text, mark) : NULL;
    char *words =
        at ? rl_text_format("%.*s", (int)strcspn(at + strlen(mark), "*\n"), at + strlen(mark)) : NULL;
    unsigned long before = __atomic_fetch_add(&runs[watcher], 1, __ATOMIC_RELAXED);
    char *told = rl_text_replace(words ? words : "", "status=infra-once", before ? "" : "status=infra");
    char *at_step = rl_text_replace(told, "step-1:", request->scale_step == 1 ? "" : "not-here:");
    char *at_scale = rl_text_replace(at_step, "large:", request->scale == RL_SCALE_LARGE ? "" : "not-here:");
    fake_observe(watcher, at_scale, out);
    free(at_scale);
    free(at_step);
    free(told);
    free(words);
    free(mark);
    free(text);
}

static bool can(const char *compiler, char **why)
{
    (void)compiler;
    *why = NULL;
    return true;
}

static bool cannot(const char *compiler, char **why)
{
    (void)compiler;
    *why = rl_text_copy("the canary was not reported; try setarch -R");
    return false;
}

#define RUN(watcher, index)                                                                                  \
    static void run_##watcher(const struct rl_run_request *request, struct rl_observation *out)              \
    {                                                                                                        \
        run(index, request, out);                                                                            \
    }
RUN(explore, RL_WATCH_EXPLORE)
RUN(tsan, RL_WATCH_TSAN)
RUN(asan, RL_WATCH_ASAN)
RUN(native, RL_WATCH_NATIVE)

static const struct rl_observer explore = {"explore", "told what to see", can, run_explore};
static const struct rl_observer tsan = {"tsan", "told what to see", can, run_tsan};
static const struct rl_observer broken = {"tsan", "cannot start", cannot, run_tsan};
static const struct rl_observer asan = {"asan", "told what to see", can, run_asan};
static const struct rl_observer native = {"native", "told what to see", can, run_native};

const struct rl_observer *const fake_observers[] = {&explore, &tsan, &asan, &native, NULL};
const struct rl_observer *const fake_observers_without_explore[] = {&tsan, &asan, &native, NULL};
const struct rl_observer *const fake_observers_that_cannot_start[] = {&broken, &asan, &native, NULL};
