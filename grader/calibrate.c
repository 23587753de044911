/* SPDX-License-Identifier: MIT */
/* Judges what a calibrate lab asks beyond a right program: the answer, and the tool's silence. */
#include "calibrate.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

enum { REPORTS_MOST = 4 }; /* the rest is more of the same */

const char *rl_calibrate_tool_name(enum rl_watcher tool)
{
    static const char *const names[RL_WATCH_COUNT] = {"the explorer", "ThreadSanitizer", "AddressSanitizer",
                                                      "the native run"};
    return names[tool];
}

static void set_axis(struct rl_axis_verdict *axis, enum rl_axis_status status, char *reason)
{
    free(axis->reason);
    *axis = (struct rl_axis_verdict){status, reason};
}

static void judge_answer(const struct rl_manifest *manifest, const char *text, struct rl_calibration *out)
{
    bool twice;
    char last = (char)('a' + manifest->question.choices_count - 1);
    out->given = rl_calibrate_answer(text, &twice);
    const char *given = out->given;
    unsigned index = given ? (unsigned)(tolower((unsigned char)*given) - 'a') : 0;
    if (!given) {
        set_axis(
            &out->answer, RL_AXIS_FAIL,
            rl_text_format("the question is not answered; write LAB-ANSWER: and the letter of your choice, "
                           "a to %c, into a comment of the file",
                           last));
    } else if (twice) {
        set_axis(&out->answer, RL_AXIS_FAIL, rl_text_copy("the file holds two answers; leave one"));
    } else if (given[1] || index >= manifest->question.choices_count) {
        set_axis(&out->answer, RL_AXIS_FAIL,
                 rl_text_format("the answer \"%.20s\" is none of the choices a to %c", given, last));
    } else {
        out->choice = &manifest->question.choices[index];
        set_axis(&out->answer, out->choice->correct ? RL_AXIS_PASS : RL_AXIS_FAIL,
                 out->choice->correct ? NULL
                                      : rl_text_format("the answer %c is not right", 'a' + (int)index));
    }
}

/* Does the report name the function, as one of the learner's file? */
static bool names_function(const struct rl_finding *report, const char *function, const char *source)
{
    for (size_t i = 0; i < report->sides_len; i++) {
        const struct rl_side *side = &report->sides[i];
        for (size_t j = 0; j <= side->stack_len; j++) {
            const struct rl_place *place = j < side->stack_len ? &side->stack[j] : &side->place;
            if (place->function && strcmp(place->function, function) == 0 && place->file &&
                strcmp(rl_text_base_name(place->file), source) == 0)
                return true;
        }
    }
    return false;
}

static bool same_report(const struct rl_finding *left, const struct rl_finding *right)
{
    if (left->hazard != right->hazard || left->sides_len != right->sides_len)
        return false;
    for (size_t i = 0; i < left->sides_len; i++)
        if (left->sides[i].place.line != right->sides[i].place.line)
            return false;
    return true;
}

static void take_report(const struct rl_manifest *manifest, const struct rl_finding *report,
                        struct rl_calibration *out)
{
    const struct rl_suppression *suppression = &out->suppression;
    if (suppression->rule && !suppression->refused && report->hazard == suppression->hazard &&
        names_function(report, suppression->function, manifest->source)) {
        out->suppressed = true;
        return;
    }
    for (size_t i = 0; i < out->reports_len; i++)
        if (same_report(out->reports[i], report))
            return;
    if (out->reports_len == REPORTS_MOST)
        return;
    out->reports = rl_grow(out->reports, (out->reports_len + 1) * sizeof *out->reports);
    out->reports[out->reports_len++] = report;
}

/* The hazards of the reports that remain, each once. */
static char *still_reports(const struct rl_calibration *with)
{
    struct rl_list names = RL_LIST_INIT;
    for (size_t i = 0; i < with->reports_len; i++)
        if (!rl_list_has(&names, rl_hazard_name(with->reports[i]->hazard)))
            rl_list_add(&names, rl_hazard_name(with->reports[i]->hazard));
    rl_list_sort(&names);
    char *all = rl_list_join(&names, ", ");
    rl_list_free(&names);
    return all;
}

/* What the reports and the suppression come to. */
static void judge_reports(const struct rl_manifest *manifest, struct rl_calibration *out)
{
    const char *tool = rl_calibrate_tool_name(*manifest->tool);
    const struct rl_suppression *suppression = &out->suppression;
    char *hazards = still_reports(out);
    if (suppression->refused)
        set_axis(&out->tool, RL_AXIS_FAIL, rl_text_copy(suppression->refused));
    else if (out->reports_len > 0)
        set_axis(&out->tool, RL_AXIS_FAIL, rl_text_format("%s still reports %s", tool, hazards));
    else if (suppression->rule && !out->suppressed)
        set_axis(
            &out->tool, RL_AXIS_FAIL,
            rl_text_format("the suppression %s hides nothing: %s says nothing of a function %s() of this "
                           "file; leave the line out",
                           suppression->rule, tool, suppression->function));
    else
        set_axis(&out->tool, RL_AXIS_PASS, NULL);
    free(hazards);
}

/* Answers the verdict where the tool did not do its work: that is not the learner's fault. */
static enum rl_verdict_kind judge_tool(const struct rl_manifest *manifest, const struct rl_verdict *verdict,
                                       struct rl_calibration *out)
{
    const struct rl_watch *watch = &verdict->evidence.watch[*manifest->tool];
    const char *name = rl_calibrate_tool_name(*manifest->tool);
    if (!watch->built || !watch->available || watch->len == 0) {
        set_axis(&out->tool, RL_AXIS_NOT_RUN,
                 rl_text_format("%s did not run: %s", name,
                                watch->why_not ? watch->why_not : "`racelab doctor` says why"));
        return RL_VERDICT_INFRA;
    }
    for (size_t i = 0; i < watch->len; i++) {
        const struct rl_observation *run = &watch->runs[i];
        if (run->status != RL_RUN_OK) {
            set_axis(&out->tool, RL_AXIS_NOT_RUN,
                     rl_text_format("%s: %s", name, run->reason ? run->reason : "it did not end its work"));
            return run->status == RL_RUN_UNSUPPORTED ? RL_VERDICT_UNSUPPORTED : RL_VERDICT_INFRA;
        }
        for (size_t j = 0; j < run->findings_len; j++)
            take_report(manifest, &run->findings[j], out);
    }
    judge_reports(manifest, out);
    return RL_VERDICT_PASS;
}

static char *both_reasons(const struct rl_calibration *with)
{
    const char *answer = with->answer.status == RL_AXIS_FAIL ? with->answer.reason : NULL;
    const char *tool = with->tool.status == RL_AXIS_FAIL ? with->tool.reason : NULL;
    return rl_text_format("%s%s%s", tool ? tool : "", tool && answer ? "; and " : "", answer ? answer : "");
}

static void set_kind(struct rl_verdict *verdict, enum rl_verdict_kind kind, char *reason)
{
    free(verdict->reason);
    verdict->kind = kind;
    verdict->reason = reason;
}

/* Puts the verdict back to what it says of the program alone. */
static struct rl_calibration *begin(struct rl_verdict *verdict, enum rl_watcher tool)
{
    struct rl_calibration *before = verdict->calibration;
    if (before) {
        set_kind(verdict, before->program, rl_text_copy(before->program_reason));
        rl_calibration_free(before);
    }
    struct rl_calibration *fresh = rl_alloc(sizeof *fresh);
    *fresh = (struct rl_calibration){
        .tool_observer = tool, .program = verdict->kind, .program_reason = rl_text_copy(verdict->reason)};
    return verdict->calibration = fresh;
}

void rl_calibrate(const struct rl_manifest *manifest, const char *text, struct rl_verdict *verdict)
{
    if (manifest->kind != RL_LAB_CALIBRATE)
        return;
    struct rl_calibration *with = begin(verdict, *manifest->tool);
    judge_answer(manifest, text, with);
    rl_calibrate_suppression(manifest, text, &with->suppression);
    if (with->program != RL_VERDICT_PASS && with->program != RL_VERDICT_UNPROVEN) {
        set_axis(&with->tool, RL_AXIS_NOT_RUN,
                 rl_text_format("the program comes first: %s's silence says nothing of one that is not right",
                                rl_calibrate_tool_name(*manifest->tool)));
        return;
    }
    enum rl_verdict_kind tool = judge_tool(manifest, verdict, with);
    if (tool != RL_VERDICT_PASS)
        set_kind(verdict, tool, rl_text_copy(with->tool.reason));
    else if (with->answer.status == RL_AXIS_FAIL || with->tool.status == RL_AXIS_FAIL)
        set_kind(verdict, RL_VERDICT_FAIL, both_reasons(with));
}

void rl_calibration_free(struct rl_calibration *calibration)
{
    if (!calibration)
        return;
    free(calibration->answer.reason);
    free(calibration->tool.reason);
    free(calibration->given);
    free(calibration->reports);
    free(calibration->program_reason);
    rl_suppression_free(&calibration->suppression);
    free(calibration);
}
