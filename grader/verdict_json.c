/* SPDX-License-Identifier: MIT */
/* A verdict as racelab/verdict/v1. */
#include "verdict.h"
#include "calibrate.h"
#include "interleaving.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Bytes that are no UTF-8 (a file's name, a line of source) become question marks: JSON cannot hold them. */
json_t *rl_json_string(const char *text)
{
    json_t *value = text ? json_string(text) : json_null();
    if (value)
        return value;
    char *plain = rl_text_copy(text);
    for (char *at = plain; *at; at++)
        if (*at & 0x80)
            *at = '?';
    value = json_string(plain);
    free(plain);
    return value;
}

/* Where a name is a path of this machine, its base name says enough. */
static const char *shown_file(const char *file)
{
    return file && *file == '/' ? rl_text_base_name(file) : file;
}

static char *source_line(const struct rl_verdict_about *about, const struct rl_place *place)
{
    const char *file = place->file ? rl_text_base_name(place->file) : "", *text = NULL;
    if (strcmp(file, about->source) == 0)
        text = about->text;
    else if (strcmp(file, "scenario.c") == 0)
        text = about->scenario;
    return text && place->line > 0 ? rl_text_line(text, place->line) : NULL;
}

static json_t *place_json(const struct rl_verdict_about *about, const struct rl_place *place)
{
    char *line = source_line(about, place);
    json_t *object =
        json_pack("{s:o, s:i, s:o, s:o}", "file", rl_json_string(shown_file(place->file)), "line",
                  place->line, "function", rl_json_string(place->function), "source", rl_json_string(line));
    free(line);
    return object;
}

static json_t *side_json(const struct rl_verdict_about *about, const struct rl_side *side)
{
    json_t *object =
        json_pack("{s:o, s:o}", "thread", rl_json_string(side->thread), "what", rl_json_string(side->what));
    json_t *place = place_json(about, &side->place);
    json_object_update(object, place);
    json_decref(place);
    json_object_set_new(object, "held", rl_json_string(side->held));
    json_t *stack = json_array();
    for (size_t i = 0; i < side->stack_len; i++)
        json_array_append_new(stack, json_pack("{s:o, s:i, s:o}", "file",
                                               rl_json_string(shown_file(side->stack[i].file)), "line",
                                               side->stack[i].line, "function",
                                               rl_json_string(side->stack[i].function)));
    json_object_set_new(object, "stack", stack);
    return object;
}

static json_t *finding_json(const struct rl_verdict_about *about, const struct rl_verdict_finding *entry,
                            const struct rl_watch *watch)
{
    const struct rl_finding *finding = entry->finding;
    json_t *sides = json_array();
    for (size_t i = 0; i < finding->sides_len; i++)
        json_array_append_new(sides, side_json(about, &finding->sides[i]));
    char *replay = finding->schedule ? rl_text_format("racelab replay --lab %s %s %s", about->lab_id,
                                                      about->file, finding->schedule)
                                     : NULL;
    json_t *object = json_pack(
        "{s:s, s:s, s:s, s:o, s:s, s:o, s:o, s:o, s:o, s:o}", "hazard", rl_hazard_name(finding->hazard),
        "axis", rl_axis_name(rl_hazard_axis(finding->hazard)), "observer", rl_watcher_name(entry->watcher),
        "detail", rl_json_string(finding->detail), "meaning", rl_hazard_words(finding->hazard), "object",
        rl_json_string(finding->object), "words", rl_json_string(finding->words), "sides", sides, "schedule",
        rl_json_string(finding->schedule), "replay", rl_json_string(replay));
    json_t *steps = rl_interleaving_json(watch, finding->schedule);
    if (steps)
        json_object_set_new(object, "steps", steps);
    free(replay);
    return object;
}

static json_t *axes_json(const struct rl_verdict *verdict)
{
    json_t *axes = json_object();
    for (int i = 0; i < RL_AXIS_COUNT; i++)
        json_object_set_new(axes, rl_axis_name((enum rl_axis)i),
                            json_pack("{s:s, s:o}", "status", rl_axis_status_name(verdict->axes[i].status),
                                      "reason", rl_json_string(verdict->axes[i].reason)));
    return axes;
}

static json_t *hazards_of(const struct rl_watch *watch)
{
    json_t *names = json_array();
    for (int hazard = 0; hazard < RL_HAZARD_COUNT; hazard++) {
        bool seen = false;
        for (size_t i = 0; i < watch->len; i++)
            for (size_t j = 0; j < watch->runs[i].findings_len; j++)
                seen = seen || watch->runs[i].findings[j].hazard == (enum rl_hazard)hazard;
        if (seen)
            json_array_append_new(names, json_string(rl_hazard_name((enum rl_hazard)hazard)));
    }
    return names;
}

static bool decides(const struct rl_verdict *verdict, enum rl_watcher watcher)
{
    if (verdict->kind == RL_VERDICT_PASS && watcher == RL_WATCH_EXPLORE)
        return true;
    if (verdict->calibration && verdict->calibration->tool_observer == watcher &&
        verdict->calibration->tool.status != RL_AXIS_NOT_RUN)
        return true;
    for (size_t i = 0; i < verdict->findings_len; i++)
        if (verdict->findings[i].watcher == watcher)
            return true;
    return false;
}

static const char *watch_status(const struct rl_watch *watch, const char **reason)
{
    *reason = NULL;
    if (watch->skipped) {
        *reason = "the explorer has decided already";
        return "not_needed";
    }
    if (!watch->built)
        return "not_built";
    if (!watch->available) {
        *reason = watch->why_not;
        return "unavailable";
    }
    for (size_t i = 0; i < watch->len; i++) {
        *reason = watch->runs[i].reason;
        if (watch->runs[i].status != RL_RUN_OK)
            return rl_run_status_name(watch->runs[i].status);
    }
    return "ok";
}

static json_t *evidence_json(const struct rl_verdict *verdict)
{
    json_t *list = json_array();
    for (int i = 0; i < RL_WATCH_COUNT; i++) {
        const struct rl_watch *watch = &verdict->evidence.watch[i];
        const char *reason, *status = watch_status(watch, &reason);
        json_t *entry =
            json_pack("{s:s, s:s, s:o, s:b, s:i}", "observer", rl_watcher_name((enum rl_watcher)i), "status",
                      status, "reason", rl_json_string(reason), "decides",
                      (int)decides(verdict, (enum rl_watcher)i), "runs", (int)watch->planned);
        if (i == RL_WATCH_EXPLORE && watch->len > 0) {
            json_object_set_new(entry, "executions", json_integer((json_int_t)verdict->executions));
            json_object_set_new(entry, "complete", json_boolean(verdict->complete));
            json_object_set_new(entry, "model", rl_json_string(verdict->model));
            json_object_set_new(entry, "hazards", hazards_of(watch));
        }
        json_array_append_new(list, entry);
    }
    return list;
}

/* What the explorer reached; what the other observers saw by chance is under this_run. */
static json_t *outcomes_json(const struct rl_verdict *verdict, const struct rl_verdict_about *about)
{
    const struct rl_watch *watch = &verdict->evidence.watch[RL_WATCH_EXPLORE];
    json_t *list = json_array(), *seen = json_object();
    for (size_t i = 0; i < watch->len; i++)
        for (size_t j = 0; j < watch->runs[i].outcomes_len; j++) {
            const struct rl_outcome *outcome = &watch->runs[i].outcomes[j];
            const struct rl_manifest_outcome *known = rl_manifest_outcome(about->manifest, outcome->text);
            if (json_object_get(seen, outcome->text))
                continue;
            json_object_set_new(seen, outcome->text, json_true());
            json_array_append_new(
                list, json_pack("{s:o, s:s, s:o, s:o}", "text", rl_json_string(outcome->text), "class",
                                known ? rl_outcome_class_name(known->class) : "forbidden", "reason",
                                rl_json_string(known ? known->reason : "It is not among the lab's outcomes."),
                                "schedule", rl_json_string(outcome->schedule)));
        }
    json_decref(seen);
    return list;
}

static void count(json_t *table, const char *key, unsigned long more)
{
    json_int_t before = json_integer_value(json_object_get(table, key));
    json_object_set_new(table, key, json_integer(before + (json_int_t)more));
}

static json_t *frequencies(const struct rl_watch *watch)
{
    json_t *hazards = json_object(), *outcomes = json_object();
    for (size_t i = 0; i < watch->len; i++) {
        const struct rl_observation *run = &watch->runs[i];
        for (size_t j = 0; j < run->findings_len; j++)
            if (j == 0 || run->findings[j].hazard != run->findings[j - 1].hazard)
                count(hazards, rl_hazard_name(run->findings[j].hazard), 1);
        for (size_t j = 0; j < run->outcomes_len; j++)
            count(outcomes, run->outcomes[j].text, run->outcomes[j].count);
    }
    return json_pack("{s:i, s:o, s:o}", "runs", (int)watch->len, "hazards", hazards, "outcomes", outcomes);
}

static const struct rl_observation *most_telling(const struct rl_watch *watch)
{
    for (size_t i = 0; i < watch->len; i++)
        if (watch->runs[i].status != RL_RUN_OK || watch->runs[i].findings_len > 0)
            return &watch->runs[i];
    return watch->len ? &watch->runs[0] : NULL;
}

json_t *rl_watch_json(const struct rl_watch *watch, enum rl_watcher watcher,
                      const struct rl_verdict_about *about)
{
    const char *reason, *status = watch_status(watch, &reason);
    const struct rl_observation *run = most_telling(watch);
    json_t *findings = json_array();
    for (size_t i = 0; run && i < run->findings_len; i++) {
        struct rl_verdict_finding entry = {watcher, &run->findings[i]};
        json_array_append_new(findings, finding_json(about, &entry, watch));
    }
    json_t *object = json_pack(
        "{s:s, s:s, s:o, s:s, s:s, s:o, s:o, s:b, s:o, s:o}", "schema", "racelab/observation/v1", "lab",
        about->lab, "file", rl_json_string(about->file), "observer", rl_watcher_name(watcher), "status",
        status, "reason", rl_json_string(reason), "output", rl_json_string(run ? run->output : NULL),
        "output_truncated", run ? (int)run->output_truncated : 0, "compiler_output",
        rl_json_string(run ? run->compiler_output : NULL), "findings", findings);
    if (run && run->signal)
        json_object_set_new(object, "signal", json_integer(run->signal));
    json_object_set_new(object, "exit_status", run ? json_integer(run->exit_status) : json_null());
    if (watcher == RL_WATCH_EXPLORE && run) {
        json_object_set_new(object, "executions", json_integer((json_int_t)run->executions));
        json_object_set_new(object, "complete", json_boolean(run->complete));
        json_object_set_new(object, "model", rl_json_string(run->model));
    }
    json_object_set_new(object, "frequencies", frequencies(watch));
    return object;
}

/* Of a program that did not end: where its threads stood, in words. */
static const char *hang_words(const struct rl_watch *watch)
{
    for (size_t i = 0; i < watch->len; i++)
        for (size_t j = 0; j < watch->runs[i].findings_len; j++)
            if (watch->runs[i].findings[j].hazard == RL_HAZARD_HANG)
                return watch->runs[i].findings[j].words;
    return NULL;
}

static json_t *this_run_json(const struct rl_verdict *verdict)
{
    json_t *seconds = json_object(), *compile = json_object(), *observers = json_object();
    for (int i = 0; i < RL_WATCH_COUNT; i++) {
        const struct rl_watch *watch = &verdict->evidence.watch[i];
        const char *name = rl_watcher_name((enum rl_watcher)i);
        if (watch->len == 0)
            continue;
        json_object_set_new(seconds, name, json_real(round(watch->seconds * 1000) / 1000));
        json_object_set_new(compile, name, json_real(round(watch->compile_seconds * 1000) / 1000));
        if (i == RL_WATCH_EXPLORE)
            continue;
        json_t *seen = frequencies(watch);
        if (hang_words(watch))
            json_object_set_new(seen, "hang", rl_json_string(hang_words(watch)));
        json_object_set_new(observers, name, seen);
    }
    return json_pack("{s:o, s:o, s:o}", "seconds", seconds, "compile", compile, "observers", observers);
}

static char *headline(const struct rl_verdict *verdict, const struct rl_verdict_about *about)
{
    if (verdict->kind == RL_VERDICT_FAIL && verdict->findings_len == 0)
        return rl_text_format("%s%s, and the lab is not done: %s", about->file,
                              verdict->complete ? " is right"
                                                : ": nothing was found, though not everything was run",
                              verdict->reason ? verdict->reason : "");
    if (verdict->kind == RL_VERDICT_FAIL)
        return rl_text_format("%s fails: %s (%s)", about->file,
                              rl_hazard_words(verdict->findings[0].finding->hazard),
                              rl_hazard_name(verdict->findings[0].finding->hazard));
    if (verdict->kind == RL_VERDICT_PASS)
        return rl_text_format(
            "%s is right: every interleaving was run%s%s, and nothing was found%s", about->file,
            verdict->model ? ", under " : "", verdict->model ? verdict->model : "",
            verdict->calibration ? "; so is the answer, and the tool has nothing left to say" : "");
    static const char *const what[RL_VERDICT_COUNT] = {
        [RL_VERDICT_UNPROVEN] = "is unproven",         [RL_VERDICT_COMPILE_ERROR] = "does not compile",
        [RL_VERDICT_REJECTED] = "is rejected",         [RL_VERDICT_LIMIT] = "exceeded a limit",
        [RL_VERDICT_UNSUPPORTED] = "cannot be judged", [RL_VERDICT_NEEDS_REVIEW] = "needs a person's review",
        [RL_VERDICT_INFRA] = "was not judged"};
    return rl_text_format("%s %s: %s", about->file, what[verdict->kind],
                          verdict->reason ? verdict->reason : "");
}

static char *next_step(const struct rl_verdict *verdict, const struct rl_verdict_about *about)
{
    switch (verdict->kind) {
    case RL_VERDICT_FAIL:
        if (verdict->calibration && verdict->findings_len == 0 && !verdict->calibration->choice)
            return rl_text_format("racelab show %s", about->lab_id); /* the question is there */
        return rl_text_format("racelab hint %s", about->lab_id);
    case RL_VERDICT_PASS:
    case RL_VERDICT_UNPROVEN:
        return rl_text_copy("racelab list");
    case RL_VERDICT_INFRA:
        return rl_text_copy("racelab doctor");
    default:
        return rl_text_format("racelab check %s %s", about->lab_id, about->file);
    }
}

static const char *compiler_words(const struct rl_verdict *verdict)
{
    for (int i = 0; i < RL_WATCH_COUNT; i++) {
        const struct rl_watch *watch = &verdict->evidence.watch[i];
        for (size_t j = 0; j < watch->len; j++)
            if (watch->runs[j].compiler_output &&
                (verdict->kind != RL_VERDICT_COMPILE_ERROR || watch->runs[j].status == RL_RUN_COMPILE_ERROR))
                return watch->runs[j].compiler_output;
    }
    return NULL;
}

/* Of a calibrate lab: what the tool still says. Which report comes first is luck, so they stand in this_run.
 */
static json_t *reports_json(const struct rl_verdict *verdict, const struct rl_verdict_about *about)
{
    const struct rl_calibration *with = verdict->calibration;
    json_t *reports = json_array();
    for (size_t i = 0; i < with->reports_len; i++) {
        struct rl_verdict_finding entry = {with->tool_observer, with->reports[i]};
        json_array_append_new(reports, finding_json(about, &entry, &verdict->evidence.watch[entry.watcher]));
    }
    return reports;
}

json_t *rl_verdict_json(const struct rl_verdict *verdict, const struct rl_verdict_about *about)
{
    json_t *findings = json_array();
    for (size_t i = 0; i < verdict->findings_len; i++)
        json_array_append_new(findings, finding_json(about, &verdict->findings[i],
                                                     &verdict->evidence.watch[verdict->findings[i].watcher]));
    char *head = headline(verdict, about), *next = next_step(verdict, about);
    json_t *object = json_pack(
        "{s:s, s:s, s:s, s:o, s:s, s:s, s:o, s:s?, s:o, s:b, s:o, s:o, s:o, s:o, s:o, s:o, s:o, s:o}",
        "schema", "racelab/verdict/v1", "racelab", RL_VERSION, "lab", about->lab, "file",
        rl_json_string(about->file), "source", about->source, "verdict", rl_verdict_name(verdict->kind),
        "headline", rl_json_string(head), "primary",
        verdict->findings_len ? rl_hazard_name(verdict->findings[0].finding->hazard) : NULL, "reason",
        rl_json_string(verdict->reason), "complete", (int)verdict->complete, "model",
        rl_json_string(verdict->model), "axes", axes_json(verdict), "findings", findings, "outcomes",
        outcomes_json(verdict, about), "evidence", evidence_json(verdict), "compiler_output",
        rl_json_string(compiler_words(verdict)), "next", rl_json_string(next), "this_run",
        this_run_json(verdict));
    if (verdict->calibration)
        rl_calibration_add_json(verdict->calibration, about->manifest, object);
    if (verdict->calibration && verdict->calibration->reports_len > 0)
        json_object_set_new(json_object_get(object, "this_run"), "reports", reports_json(verdict, about));
    free(head);
    free(next);
    return object;
}
