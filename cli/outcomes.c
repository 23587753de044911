/* SPDX-License-Identifier: MIT */
/* Makes the outcome table by exploring and by running: nothing in it is written down beforehand. */
#include "outcomes.h"

#include "grader/verdict.h"
#include "sanitizers/process.h"

#include <stdlib.h>
#include <string.h>

enum { NATIVE_RUNS = 20 };

static void tick(void *ctx)
{
    rl_cli_progress("exploring and running %s …", (const char *)ctx);
}

/* The replay that reaches an outcome; *reached false: none does. */
static const char *replay_of(const struct rl_watch *explore, const char *pattern, bool *reached)
{
    for (size_t i = 0; i < explore->len; i++)
        for (size_t j = 0; j < explore->runs[i].outcomes_len; j++) {
            const struct rl_outcome *outcome = &explore->runs[i].outcomes[j];
            if (!rl_outcome_matches(pattern, outcome->text))
                continue;
            *reached = true;
            if (outcome->schedule)
                return outcome->schedule;
        }
    return NULL;
}

static unsigned long times_seen(const struct rl_watch *native, const char *pattern)
{
    unsigned long count = 0;
    for (size_t i = 0; i < native->len; i++)
        for (size_t j = 0; j < native->runs[i].outcomes_len; j++)
            if (rl_outcome_matches(pattern, native->runs[i].outcomes[j].text))
                count += native->runs[i].outcomes[j].count;
    return count;
}

static bool is_complete(const struct rl_watch *explore)
{
    bool complete = explore->len > 0;
    for (size_t i = 0; i < explore->len; i++)
        complete = complete && explore->runs[i].status == RL_RUN_OK && explore->runs[i].complete;
    return complete;
}

static json_t *row(const char *text, const char *class, const char *reason, bool reached, const char *replay)
{
    return json_pack("{s:o, s:s, s:o, s:b, s:o}", "text", rl_json_string(text), "class", class, "reason",
                     rl_json_string(reason), "reached", (int)reached, "replay", rl_json_string(replay));
}

/* What ends a run before it has a result: rows that every program has. */
static void add_ends(json_t *rows, const struct rl_evidence *evidence)
{
    static const struct {
        enum rl_hazard hazard;
        const char *reason;
    } ends[] = {{RL_HAZARD_DEADLOCK, "The threads wait for each other; there is no result."},
                {RL_HAZARD_SELF_DEADLOCK, "A thread waits for itself; there is no result."},
                {RL_HAZARD_LOST_WAKEUP, "A thread sleeps for ever; there is no result."},
                {RL_HAZARD_LIVELOCK, "The threads run for ever; there is no result."},
                {RL_HAZARD_HANG, "The program does not end; there is no result."},
                {RL_HAZARD_CRASH, "The program was ended by a signal; there is no result."}};
    const struct rl_watch *explore = &evidence->watch[RL_WATCH_EXPLORE];
    const struct rl_watch *native = &evidence->watch[RL_WATCH_NATIVE];
    for (size_t e = 0; e < sizeof ends / sizeof *ends; e++) {
        const char *replay = NULL, *name = rl_hazard_name(ends[e].hazard);
        unsigned long seen = 0;
        bool reached = false;
        for (size_t i = 0; i < explore->len; i++)
            for (size_t j = 0; j < explore->runs[i].findings_len; j++)
                if (explore->runs[i].findings[j].hazard == ends[e].hazard && !reached) {
                    reached = true;
                    replay = explore->runs[i].findings[j].schedule;
                }
        for (size_t i = 0; i < native->len; i++)
            for (size_t j = 0; j < native->runs[i].findings_len; j++)
                seen += native->runs[i].findings[j].hazard == ends[e].hazard;
        if (!reached && seen == 0)
            continue;
        json_t *made = row(name, "forbidden", ends[e].reason, reached, replay);
        json_object_set_new(made, "seen", json_integer((json_int_t)seen));
        json_array_append_new(rows, made);
    }
}

static json_t *table(const struct rl_lab *lab, const struct rl_manifest *manifest,
                     const struct rl_evidence *evidence)
{
    const struct rl_watch *explore = &evidence->watch[RL_WATCH_EXPLORE];
    const struct rl_watch *native = &evidence->watch[RL_WATCH_NATIVE];
    json_t *rows = json_array();
    for (unsigned i = 0; i < manifest->outcomes_count; i++) {
        const struct rl_manifest_outcome *outcome = &manifest->outcomes[i];
        bool reached = false;
        const char *replay = replay_of(explore, outcome->text, &reached);
        json_t *made =
            row(outcome->text, rl_outcome_class_name(outcome->class), outcome->reason, reached, replay);
        json_object_set_new(made, "seen", json_integer((json_int_t)times_seen(native, outcome->text)));
        json_array_append_new(rows, made);
    }
    add_ends(rows, evidence);
    return json_pack("{s:s, s:s, s:s, s:b, s:b, s:i, s:o}", "schema", "racelab/outcomes/v1", "lab", lab->name,
                     "file", rl_lab_kind_start(manifest->kind), "explored", (int)(explore->len > 0),
                     "complete", (int)is_complete(explore), "native_runs", (int)native->len, "outcomes",
                     rows);
}

static void print_row(const char *lab, const char *file, const json_t *row, bool explored, bool complete,
                      int runs)
{
    const struct rl_style *style = rl_cli_style(stdout);
    const char *class = json_string_value(json_object_get(row, "class"));
    const char *replay = json_string_value(json_object_get(row, "replay"));
    bool reached = json_is_true(json_object_get(row, "reached")), bad = strcmp(class, "forbidden") == 0;
    printf("%s%-11s%s %s%s%s\n", bad ? style->red : style->green, class, style->off, style->bold,
           json_string_value(json_object_get(row, "text")), style->off);
    rl_text_wrap(json_string_value(json_object_get(row, "reason")), 12, rl_cli_width() - 2, stdout);
    if (explored && reached)
        printf("            possible%s%s%s%s%s%s\n", replay ? ": racelab replay --lab " : "",
               replay ? lab : "", replay ? " " : "", replay ? file : "", replay ? " " : "",
               replay ? replay : "");
    else if (explored)
        printf(complete ? "            impossible here: no interleaving of %s reaches it\n"
                        : "            not reached, by a search of %s that is not complete\n",
               file);
    printf("            here %lld of %d runs\n", (long long)json_integer_value(json_object_get(row, "seen")),
           runs);
}

static void print(const struct rl_lab *lab, const json_t *table)
{
    size_t index;
    json_t *entry;
    bool explored = json_is_true(json_object_get(table, "explored"));
    int runs = (int)json_integer_value(json_object_get(table, "native_runs"));
    const char *file = json_string_value(json_object_get(table, "file"));
    printf("What %s/%s can end with\n\n", lab->id, file);
    json_array_foreach(json_object_get(table, "outcomes"), index, entry)
        print_row(lab->id, file, entry, explored, json_is_true(json_object_get(table, "complete")), runs);
    if (!explored)
        printf("\nWithout the explorer only what happened here is known.\n");
    printf("\nNext: racelab hint %s\n", lab->id);
}

int rl_cli_outcomes(const struct rl_lab *lab, const struct rl_manifest *manifest, bool json)
{
    if (manifest->outcomes_count == 0) {
        rl_cli_error("%s has no outcomes; `racelab show %s` is its text", lab->id, lab->id);
        return RL_CLI_USAGE;
    }
    struct rl_manifest some = *manifest; /* the first scale step, and many native runs */
    some.scale_steps_count = some.scale_steps_count ? 1 : 0;
    some.runs.native = NATIVE_RUNS;
    char *path = rl_text_format("%s/%s", lab->folder, rl_lab_kind_start(manifest->kind)), *why = NULL;
    struct rl_evidence_request request = {.observers = rl_observers,
                                          .manifest = &some,
                                          .lab_folder = lab->folder,
                                          .source = path,
                                          .only = 1u << RL_WATCH_EXPLORE | 1u << RL_WATCH_NATIVE,
                                          .tick = tick,
                                          .ctx = lab->id};
    struct rl_evidence evidence;
    rl_cli_progress_begin();
    bool gathered = rl_evidence_gather(&request, &evidence, &why);
    rl_cli_progress_end();
    if (!gathered) {
        rl_cli_error("%s", why);
    } else if (!rl_interrupted) {
        json_t *made = table(lab, manifest, &evidence);
        if (json) {
            rl_cli_print_json(made);
        } else {
            print(lab, made);
            json_decref(made);
        }
    }
    rl_evidence_free(&evidence);
    free(why);
    free(path);
    return gathered ? RL_CLI_OK : RL_CLI_INFRA;
}
