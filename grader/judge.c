/* SPDX-License-Identifier: MIT */
/* Judges one submission of one lab. */
#include "judge.h"
#include "calibrate.h"
#include "screen.h"

#include "sanitizers/workdir.h"

#include <stdlib.h>
#include <string.h>

static enum rl_verdict_kind verdict_of_screen(enum rl_screen screened)
{
    switch (screened) {
    case RL_SCREEN_TAMPERING:
        return RL_VERDICT_REJECTED;
    case RL_SCREEN_LIMIT:
        return RL_VERDICT_LIMIT;
    case RL_SCREEN_INFRA:
        return RL_VERDICT_INFRA;
    default:
        return RL_VERDICT_UNSUPPORTED;
    }
}

/* What no other observer can change any more. */
static bool is_settled(const struct rl_verdict *verdict)
{
    return verdict->kind == RL_VERDICT_FAIL || verdict->kind == RL_VERDICT_COMPILE_ERROR ||
           verdict->kind == RL_VERDICT_REJECTED;
}

/* The explorer first; the others only where they can still change the verdict. */
static bool judge_in_turn(struct rl_evidence_request *request, struct rl_verdict *out, char **why)
{
    struct rl_evidence evidence = {0};
    request->only = 1u << RL_WATCH_EXPLORE;
    bool good = rl_evidence_gather(request, &evidence, why);
    if (good) {
        rl_verdict_decide(request->manifest, &evidence, out);
        for (int i = 0; i < RL_WATCH_COUNT; i++)
            out->evidence.watch[i].skipped = i != RL_WATCH_EXPLORE;
    }
    rl_evidence_free(&evidence);
    if (!good || is_settled(out))
        return good;
    request->only = ~(1u << RL_WATCH_EXPLORE);
    good = rl_evidence_gather(request, &evidence, why);
    rl_evidence_move(&out->evidence.watch[RL_WATCH_EXPLORE], &evidence.watch[RL_WATCH_EXPLORE]);
    rl_verdict_free(out);
    if (good)
        rl_verdict_decide(request->manifest, &evidence, out);
    rl_evidence_free(&evidence);
    return good;
}

static bool judge_at_once(const struct rl_evidence_request *request, struct rl_verdict *out, char **why)
{
    struct rl_evidence evidence = {0};
    bool good = rl_evidence_gather(request, &evidence, why);
    if (good)
        rl_verdict_decide(request->manifest, &evidence, out);
    rl_evidence_free(&evidence);
    return good;
}

/* ThreadSanitizer reported a race in every run. It is wrong about fences, and right about nearly all else. */
static bool raced_every_time(const struct rl_watch *watch, const char *text)
{
    size_t raced = 0;
    for (size_t i = 0; i < watch->len; i++)
        for (size_t j = 0; j < watch->runs[i].findings_len; j++)
            if (watch->runs[i].findings[j].hazard == RL_HAZARD_DATA_RACE) {
                raced++;
                break;
            }
    return raced > 0 && raced == watch->len && !(text && strstr(text, "fence"));
}

/* The explorer covered the small scales. What the others saw at a large one is looked for there, too. */
static void hear_the_others(const struct rl_evidence_request *request, const char *text,
                            struct rl_verdict *out)
{
    if ((out->kind != RL_VERDICT_PASS && out->kind != RL_VERDICT_UNPROVEN &&
         out->kind != RL_VERDICT_NEEDS_REVIEW) ||
        request->manifest->kind == RL_LAB_CALIBRATE)
        return;
    if (rl_evidence_confirm(request, &out->evidence)) {
        struct rl_evidence evidence = out->evidence;
        out->evidence = (struct rl_evidence){0};
        rl_verdict_free(out);
        rl_verdict_decide(request->manifest, &evidence, out);
        rl_evidence_free(&evidence);
    } else if (out->kind == RL_VERDICT_PASS && raced_every_time(&out->evidence.watch[RL_WATCH_TSAN], text)) {
        free(out->reason);
        out->kind = RL_VERDICT_NEEDS_REVIEW;
        out->reason =
            rl_text_copy("tsan reports a data race in every run, at a scale of which the explorer has only "
                         "looked at a sample, and it found nothing; a person must look");
    }
}

/* What did not compile for the screen, but does for an observer, is made to deceive. */
static void refuse_two_faces(struct rl_verdict *out)
{
    if (out->kind == RL_VERDICT_COMPILE_ERROR || out->kind == RL_VERDICT_INFRA ||
        out->kind == RL_VERDICT_REJECTED)
        return;
    rl_verdict_free(out);
    rl_verdict_without_evidence(
        RL_VERDICT_REJECTED,
        "it compiles for some of those who look at it and not for others; make it one program", out);
}

/* Once clean, always clean: the same bytes and the same compiler. A refusal is looked at again. */
static enum rl_screen screen(const struct rl_lab *lab, const struct rl_manifest *manifest,
                             const struct rl_submission *submission, const struct rl_judge_options *options,
                             char **why)
{
    if (options->kept && options->kept->screened)
        return RL_SCREEN_CLEAN;
    enum rl_screen screened = rl_screen_file(submission, manifest, lab->folder, options->compiler, why);
    if (options->kept)
        options->kept->screened = screened == RL_SCREEN_CLEAN;
    return screened;
}

void rl_judge_kept_free(struct rl_judge_kept *kept)
{
    for (int i = 0; i < RL_WATCH_COUNT; i++)
        rl_workdir_remove(kept->folders[i]);
    *kept = (struct rl_judge_kept){0};
}

void rl_judge(const struct rl_lab *lab, const struct rl_manifest *manifest,
              const struct rl_submission *submission, const struct rl_judge_options *options,
              struct rl_verdict *out)
{
    struct rl_evidence_request request = {.observers = options->observers ? options->observers : rl_observers,
                                          .manifest = manifest,
                                          .lab_folder = lab->folder,
                                          .source = submission->path,
                                          .compiler = options->compiler,
                                          .jobs = options->jobs,
                                          .traces = options->traces,
                                          .folders = options->kept ? options->kept->folders : NULL,
                                          .keep_going = rl_calibrate_keeps_going(manifest, submission->text),
                                          .tick = options->tick,
                                          .ctx = options->ctx};
    bool in_turn = options->needed_only && manifest->kind != RL_LAB_CALIBRATE; /* that one is about a tool */
    char *why = NULL;
    enum rl_screen screened = screen(lab, manifest, submission, options, &why);
    if (screened != RL_SCREEN_CLEAN && screened != RL_SCREEN_NOT_C)
        rl_verdict_without_evidence(verdict_of_screen(screened), why, out);
    else if (!(in_turn ? judge_in_turn(&request, out, &why) : judge_at_once(&request, out, &why)))
        rl_verdict_without_evidence(RL_VERDICT_INFRA, why, out);
    else
        hear_the_others(&request, submission->text, out);
    if (screened == RL_SCREEN_NOT_C)
        refuse_two_faces(out);
    rl_calibrate(manifest, submission->text, out);
    free(why);
}

json_t *rl_judge_json(const struct rl_lab *lab, const struct rl_manifest *manifest,
                      const struct rl_submission *submission, const char *shown,
                      const struct rl_verdict *verdict)
{
    char *path = rl_text_format("%s/scenario.c", lab->folder), *scenario = rl_text_read_file(path, NULL);
    struct rl_verdict_about about = {.manifest = manifest,
                                     .lab = lab->name,
                                     .lab_id = lab->id,
                                     .file = shown ? shown : submission->shown,
                                     .source = manifest->source ? manifest->source : "",
                                     .text = submission->text,
                                     .scenario = scenario};
    json_t *json = rl_verdict_json(verdict, &about);
    free(scenario);
    free(path);
    return json;
}
