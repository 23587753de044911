/* SPDX-License-Identifier: MIT */
/* One file of a lab: what each observer saw of it against what the manifest says it sees. */
#include "calibrate.h"
#include "prove.h"

#include <stdlib.h>
#include <string.h>

struct proving {
    const struct rl_lab *lab;
    const struct rl_manifest *manifest;
    const struct rl_manifest_file *file;
    const struct rl_verdict *verdict;
    struct rl_list *problems;
    struct rl_list *notes;
};

#define WRONG(with, watcher, format, ...)                                                                    \
    rl_list_addf((with)->problems, "%s/%s: %s: " format, (with)->lab->name, (with)->file->name, watcher,     \
                 __VA_ARGS__)

static void add_names(struct rl_list *out, const char *before, const enum rl_hazard *hazards, unsigned count)
{
    struct rl_list names = RL_LIST_INIT;
    for (unsigned i = 0; i < count; i++)
        rl_list_add(&names, rl_hazard_name(hazards[i]));
    char *joined = rl_list_join(&names, ", ");
    if (count > 0)
        rl_list_addf(out, "%s%s", before, joined);
    free(joined);
    rl_list_free(&names);
}

static char *expected_text(const struct rl_expectation *expectation)
{
    struct rl_list parts = RL_LIST_INIT;
    if (!expectation)
        return rl_text_copy("nothing is declared");
    if (expectation->status)
        rl_list_add(&parts, rl_run_status_name(*expectation->status));
    if (expectation->primary)
        add_names(&parts, "primary ", expectation->primary, 1);
    add_names(&parts, "may also ", expectation->may_also, expectation->may_also_count);
    add_names(&parts, "always ", expectation->always, expectation->always_count);
    add_names(&parts, "may ", expectation->may, expectation->may_count);
    char *text = parts.length ? rl_list_join(&parts, "; ") : rl_text_copy("clean");
    rl_list_free(&parts);
    return text;
}

static bool holds(const enum rl_hazard *hazards, unsigned count, enum rl_hazard hazard)
{
    for (unsigned i = 0; i < count; i++)
        if (hazards[i] == hazard)
            return true;
    return false;
}

static bool run_has(const struct rl_observation *run, enum rl_hazard hazard)
{
    for (size_t i = 0; i < run->findings_len; i++)
        if (run->findings[i].hazard == hazard)
            return true;
    return false;
}

/* What an observer found in all its runs, by rank; for the explorer with what the judge made of its outcomes.
 */
static void hazards_seen(const struct proving *with, enum rl_watcher watcher, bool seen[RL_HAZARD_COUNT])
{
    const struct rl_watch *watch = &with->verdict->evidence.watch[watcher];
    for (size_t i = 0; i < watch->len; i++)
        for (size_t j = 0; j < watch->runs[i].findings_len; j++)
            seen[watch->runs[i].findings[j].hazard] = true;
    for (size_t i = 0; watcher == RL_WATCH_EXPLORE && i < with->verdict->findings_len; i++)
        if (with->verdict->findings[i].watcher == RL_WATCH_EXPLORE)
            seen[with->verdict->findings[i].finding->hazard] = true;
}

static char *seen_text(const bool seen[RL_HAZARD_COUNT])
{
    struct rl_list names = RL_LIST_INIT;
    for (int hazard = 0; hazard < RL_HAZARD_COUNT; hazard++)
        if (seen[hazard])
            rl_list_add(&names, rl_hazard_name((enum rl_hazard)hazard));
    char *text = names.length ? rl_list_join(&names, ", ") : rl_text_copy("clean");
    rl_list_free(&names);
    return text;
}

static bool primary_of(const bool seen[RL_HAZARD_COUNT], enum rl_hazard *out)
{
    bool any = false;
    for (int hazard = 0; hazard < RL_HAZARD_COUNT; hazard++)
        if (seen[hazard] && (!any || rl_hazard_rank((enum rl_hazard)hazard) < rl_hazard_rank(*out))) {
            *out = (enum rl_hazard)hazard;
            any = true;
        }
    return any;
}

/* true: every run ended as declared and there is more to look at. */
static bool check_status(const struct proving *with, enum rl_watcher watcher,
                         const struct rl_expectation *expectation)
{
    const struct rl_watch *watch = &with->verdict->evidence.watch[watcher];
    enum rl_run_status wanted = expectation->status ? *expectation->status : RL_RUN_OK;
    for (size_t i = 0; i < watch->len; i++) {
        const struct rl_observation *run = &watch->runs[i];
        if (run->status == wanted)
            continue;
        WRONG(with, rl_watcher_name(watcher), "expected status %s, seen %s: %s", rl_run_status_name(wanted),
              rl_run_status_name(run->status), run->reason ? run->reason : "no reason");
        return false;
    }
    return wanted == RL_RUN_OK;
}

static bool is_declared(const struct rl_manifest_file *file, const char *text)
{
    for (unsigned i = 0; i < file->outcomes_count; i++)
        if (rl_outcome_matches(file->outcomes[i], text))
            return true;
    return false;
}

/* Does explore declare a hazard of this axis? On the axis safe: what the program does from there on, nothing
 * says. */
static bool declares_axis(const struct proving *with, enum rl_axis axis)
{
    const struct rl_expectation *explore = with->file->watch[RL_WATCH_EXPLORE];
    bool any = explore && explore->primary && rl_hazard_axis(*explore->primary) == axis;
    for (unsigned i = 0; explore && i < explore->may_also_count; i++)
        any = any || rl_hazard_axis(explore->may_also[i]) == axis;
    return any;
}

/* At a larger scale than the explorer's a wrong program can end in any of the lab's ways; and so it can at
 * any, where the explorer stops at what is undefined, and a run goes on. */
static bool may_end_so(const struct proving *with, enum rl_watcher watcher, const char *text)
{
    bool goes_further =
        rl_manifest_scale(with->manifest, watcher) == RL_SCALE_LARGE || declares_axis(with, RL_AXIS_SAFE);
    return watcher != RL_WATCH_EXPLORE && !with->file->mechanism && goes_further &&
           rl_manifest_outcome(with->manifest, text) != NULL;
}

/* What one run in thousands shows of the program itself, no manifest can be expected to have measured. It
 * must follow from what explore declares. What a tool reports on its own account is another thing. */
static bool shown_by_chance(const struct proving *with, enum rl_hazard hazard)
{
    const struct rl_expectation *explore = with->file->watch[RL_WATCH_EXPLORE];
    bool undefined = declares_axis(with, RL_AXIS_SAFE);
    if (with->file->mechanism || !explore)
        return false;
    switch (hazard) {
    case RL_HAZARD_ASSERTION:
        return undefined || declares_axis(with, RL_AXIS_CORRECT);
    case RL_HAZARD_HANG:
        return undefined || declares_axis(with, RL_AXIS_LIVE);
    case RL_HAZARD_CRASH:
        return undefined;
    default:
        return false;
    }
}

static void check_outcomes_seen(const struct proving *with, enum rl_watcher watcher)
{
    const struct rl_watch *watch = &with->verdict->evidence.watch[watcher];
    struct rl_list told = RL_LIST_INIT;
    for (size_t i = 0; i < watch->len; i++)
        for (size_t j = 0; j < watch->runs[i].outcomes_len; j++) {
            const char *text = watch->runs[i].outcomes[j].text;
            if (is_declared(with->file, text) || may_end_so(with, watcher, text) || rl_list_has(&told, text))
                continue;
            WRONG(with, rl_watcher_name(watcher),
                  "outcome \"%s\": expected never, for it is not declared; seen", text);
            rl_list_add(&told, text);
        }
    rl_list_free(&told);
}

static void check_outcomes_reached(const struct proving *with)
{
    const struct rl_watch *watch = &with->verdict->evidence.watch[RL_WATCH_EXPLORE];
    for (unsigned i = 0; i < with->file->outcomes_count; i++) {
        bool reached = false;
        for (size_t j = 0; j < watch->len; j++)
            for (size_t k = 0; k < watch->runs[j].outcomes_len; k++)
                reached =
                    reached || rl_outcome_matches(with->file->outcomes[i], watch->runs[j].outcomes[k].text);
        if (!reached)
            WRONG(with, "explore", "outcome \"%s\": expected to be reached, not seen",
                  with->file->outcomes[i]);
    }
}

static void check_complete(const struct proving *with)
{
    const struct rl_watch *watch = &with->verdict->evidence.watch[RL_WATCH_EXPLORE];
    for (size_t i = 0; i < watch->len; i++)
        if (!watch->runs[i].complete) {
            WRONG(with, "explore", "expected a complete search, seen one that ended after %lu executions: %s",
                  watch->runs[i].executions, watch->runs[i].reason ? watch->runs[i].reason : "no reason");
            return;
        }
}

static void check_explore(const struct proving *with, const struct rl_expectation *expectation,
                          const bool seen[RL_HAZARD_COUNT])
{
    enum rl_hazard primary = RL_HAZARD_COUNT;
    bool any = primary_of(seen, &primary);
    char *expected = expected_text(expectation), *all = seen_text(seen);
    if (expectation->primary && (!any || primary != *expectation->primary))
        WRONG(with, "explore", "expected primary %s, seen %s", rl_hazard_name(*expectation->primary),
              any ? rl_hazard_name(primary) : "nothing");
    for (int hazard = 0; hazard < RL_HAZARD_COUNT; hazard++)
        if (seen[hazard] && !(expectation->primary && *expectation->primary == (enum rl_hazard)hazard) &&
            !holds(expectation->may_also, expectation->may_also_count, (enum rl_hazard)hazard)) {
            WRONG(with, "explore", "expected %s, seen %s", expected, all);
            break;
        }
    if (rl_expectation_is_clean(expectation))
        check_complete(with);
    check_outcomes_reached(with);
    free(all);
    free(expected);
}

static void check_sampled(const struct proving *with, enum rl_watcher watcher,
                          const struct rl_expectation *expectation)
{
    const struct rl_watch *watch = &with->verdict->evidence.watch[watcher];
    char *expected = expected_text(expectation);
    bool told = false;
    for (size_t i = 0; i < watch->len && !told; i++) {
        bool seen[RL_HAZARD_COUNT] = {false}, wrong = false;
        for (int hazard = 0; hazard < RL_HAZARD_COUNT; hazard++) {
            bool always = holds(expectation->always, expectation->always_count, (enum rl_hazard)hazard);
            bool may = holds(expectation->may, expectation->may_count, (enum rl_hazard)hazard);
            seen[hazard] = run_has(&watch->runs[i], (enum rl_hazard)hazard);
            may = may || shown_by_chance(with, (enum rl_hazard)hazard);
            wrong = wrong || (seen[hazard] && !always && !may) || (always && !seen[hazard]);
        }
        char *text = seen_text(seen);
        if (wrong)
            WRONG(with, rl_watcher_name(watcher), "expected %s, seen %s in run %zu of %zu (scale step %u)",
                  expected, text, i + 1, watch->len, watch->steps[i]);
        told = wrong;
        free(text);
    }
    free(expected);
}

static void check_warnings(const struct proving *with)
{
    const struct rl_watch *watch = &with->verdict->evidence.watch[RL_WATCH_NATIVE];
    if (watch->len > 0 && watch->runs[0].status == RL_RUN_OK && watch->runs[0].compiler_output)
        WRONG(with, "compiler", "expected no warning, seen \"%.*s\"",
              (int)strcspn(watch->runs[0].compiler_output, "\n"), watch->runs[0].compiler_output);
}

static void check_watcher(const struct proving *with, enum rl_watcher watcher, json_t *row)
{
    const struct rl_watch *watch = &with->verdict->evidence.watch[watcher];
    const struct rl_expectation *expectation = with->file->watch[watcher];
    const char *name = rl_watcher_name(watcher);
    bool seen[RL_HAZARD_COUNT] = {false};
    if (!expectation)
        return;
    char *expected = expected_text(expectation), *saw = NULL;
    if (!watch->built) {
        saw = rl_text_copy("not part of this racelab");
        rl_list_addf(with->notes, "%s: not part of this racelab; what it would say is not proven", name);
    } else if (!watch->available) {
        saw = rl_text_copy("unavailable");
        WRONG(with, name, "expected %s, seen nothing: %s", expected,
              watch->why_not ? watch->why_not : "unavailable");
    } else if (check_status(with, watcher, expectation)) {
        hazards_seen(with, watcher, seen);
        check_outcomes_seen(with, watcher);
        if (watcher == RL_WATCH_EXPLORE)
            check_explore(with, expectation, seen);
        else
            check_sampled(with, watcher, expectation);
        saw = seen_text(seen);
    } else {
        saw = rl_text_copy(watch->len ? rl_run_status_name(watch->runs[0].status) : "not run");
    }
    json_object_set_new(row, name, json_pack("{s:s, s:s}", "expected", expected, "seen", saw));
    free(expected);
    free(saw);
}

/* A wrong fix that is rejected before it runs: no observer has anything to say of it. */
static void check_rejected(const struct proving *with)
{
    const struct rl_verdict *verdict = with->verdict;
    if (verdict->kind != RL_VERDICT_REJECTED)
        WRONG(with, "verdict", "expected rejected, for its axis is untampered, seen %s %s",
              rl_verdict_name(verdict->kind), verdict->reason ? verdict->reason : "");
}

/* The program of a calibrate lab is right: nothing is amiss but the answer and what the tool says. */
static void check_accused(const struct proving *with)
{
    const struct rl_verdict *verdict = with->verdict;
    const struct rl_calibration *calibration = verdict->calibration;
    if (!calibration || verdict->kind != RL_VERDICT_FAIL || calibration->program != RL_VERDICT_PASS ||
        calibration->tool.status != RL_AXIS_FAIL)
        WRONG(with, "verdict", "expected a right program of which the tool reports, seen %s %s",
              rl_verdict_name(verdict->kind), verdict->reason ? verdict->reason : "");
    if (calibration && calibration->given)
        WRONG(with, "verdict", "expected no answer in it, seen \"%s\"", calibration->given);
}

/* true: it is a calibrate lab's own case, and was looked at. */
static bool check_calibrated(const struct proving *with)
{
    const struct rl_verdict *verdict = with->verdict;
    if (!verdict->calibration)
        return false;
    if (strcmp(with->file->name, rl_lab_kind_start(RL_LAB_CALIBRATE)) == 0) {
        check_accused(with);
        return true;
    }
    if (verdict->calibration->answer.status != RL_AXIS_PASS)
        WRONG(with, "verdict", "expected the right answer in it, seen: %s",
              verdict->calibration->answer.reason);
    if (!with->file->axis || *with->file->axis != RL_MANIFEST_AXIS_TOOL)
        return false;
    if (verdict->kind != RL_VERDICT_FAIL || verdict->calibration->tool.status != RL_AXIS_FAIL)
        WRONG(with, "verdict", "expected to fail on the axis tool, seen %s there, and %s",
              rl_axis_status_name(verdict->calibration->tool.status), rl_verdict_name(verdict->kind));
    return true;
}

/* What `racelab check` would tell a learner who hands this file in. */
static void check_verdict(const struct proving *with)
{
    const struct rl_verdict *verdict = with->verdict;
    const struct rl_watch *explore = &verdict->evidence.watch[RL_WATCH_EXPLORE];
    bool explored = explore->built && explore->available, fix = rl_text_starts(with->file->name, "fixes/");
    const char *name = rl_verdict_name(verdict->kind), *reason = verdict->reason ? verdict->reason : "";
    if (explored && check_calibrated(with))
        return;
    if (fix && verdict->kind != (explored ? RL_VERDICT_PASS : RL_VERDICT_UNPROVEN))
        WRONG(with, "verdict", "expected %s, seen %s %s", explored ? "pass" : "unproven", name, reason);
    if (fix || verdict->kind == RL_VERDICT_COMPILE_ERROR)
        return;
    if (verdict->kind != RL_VERDICT_FAIL && (explored || verdict->kind != RL_VERDICT_UNPROVEN))
        WRONG(with, "verdict", "expected fail, seen %s %s", name, reason);
    if (explored && with->file->axis && verdict->axes[*with->file->axis].status != RL_AXIS_FAIL)
        WRONG(with, "verdict", "expected to fail on the axis %s, seen %s there",
              rl_axis_name(*with->file->axis), rl_axis_status_name(verdict->axes[*with->file->axis].status));
}

void rl_prove_verdict(const struct rl_lab *lab, const struct rl_manifest *manifest,
                      const struct rl_manifest_file *file, const struct rl_verdict *verdict,
                      struct rl_list *problems, struct rl_list *notes, json_t *row)
{
    struct proving with = {lab, manifest, file, verdict, problems, notes};
    json_object_set_new(row, "verdict", json_string(rl_verdict_name(verdict->kind)));
    if (file->axis && *file->axis == RL_AXIS_UNTAMPERED) {
        check_rejected(&with);
        return;
    }
    for (int i = 0; i < RL_WATCH_COUNT; i++)
        check_watcher(&with, (enum rl_watcher)i, row);
    check_warnings(&with);
    check_verdict(&with);
}
