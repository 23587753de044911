/* SPDX-License-Identifier: MIT */
/* Judges one submission of one lab. */
#include "judge.h"
#include "calibrate.h"
#include "screen.h"

#include <stdlib.h>

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
                                          .keep_going = rl_calibrate_keeps_going(manifest, submission->text),
                                          .tick = options->tick,
                                          .ctx = options->ctx};
    struct rl_evidence evidence = {0};
    char *why = NULL;
    enum rl_screen screened = rl_screen_file(submission, manifest, lab->folder, options->compiler, &why);
    if (screened != RL_SCREEN_CLEAN)
        rl_verdict_without_evidence(verdict_of_screen(screened), why, out);
    else if (rl_evidence_gather(&request, &evidence, &why))
        rl_verdict_decide(manifest, &evidence, out);
    else
        rl_verdict_without_evidence(RL_VERDICT_INFRA, why, out);
    rl_calibrate(manifest, submission->text, out);
    rl_evidence_free(&evidence);
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
