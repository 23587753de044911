/* SPDX-License-Identifier: MIT */
/* Judges files for the commands and prints what came out. */
#include "judging.h"

#include <stdlib.h>
#include <string.h>

static void tick(void *ctx)
{
    const char *shown = ctx;
    rl_cli_progress("checking %s …", shown);
}

bool rl_cli_can_judge(const struct rl_lab *lab, const struct rl_manifest *manifest)
{
    if (manifest->kind != RL_LAB_MEASURE && manifest->source && manifest->functions_count > 0)
        return true;
    rl_cli_error("%s is a lab of kind %s: there is no file to hand in; `racelab show %s` says what to do",
                 lab->id, rl_lab_kind_name(manifest->kind), lab->id);
    return false;
}

json_t *rl_cli_judge(const struct rl_cli_judging *with, const char *path, const char *shown, int *status)
{
    struct rl_submission submission;
    struct rl_verdict verdict;
    char *why = NULL;
    enum rl_intake taken = rl_intake_file(path, with->manifest->source, &submission, &why);
    if (taken != RL_INTAKE_OK) {
        rl_cli_error("%s", why);
        free(why);
        *status = taken == RL_INTAKE_BAD ? RL_CLI_USAGE : RL_CLI_INFRA;
        return NULL;
    }
    if (with->digest)
        *with->digest = rl_digest_bytes(submission.text, submission.length);
    struct rl_judge_options options = {
        .compiler = with->compiler, .traces = 3, .tick = tick, .ctx = (void *)shown};
    rl_cli_progress_begin();
    rl_judge(with->lab, with->manifest, &submission, &options, &verdict);
    rl_cli_progress_end();
    *status = rl_verdict_status(verdict.kind);
    if (with->require_complete && verdict.kind == RL_VERDICT_UNPROVEN)
        *status = RL_CLI_FAIL;
    json_t *json = rl_judge_json(with->lab, with->manifest, &submission, shown, &verdict);
    rl_verdict_free(&verdict);
    rl_submission_free(&submission);
    return json;
}

struct rl_verdict_style rl_cli_verdict_style(void)
{
    const struct rl_style *style = rl_cli_style(stdout);
    return (struct rl_verdict_style){style->bold,   style->dim, style->red,        style->green,
                                     style->yellow, style->off, rl_cli_width() - 2};
}

void rl_cli_print_verdict(const json_t *verdict)
{
    struct rl_verdict_style style = rl_cli_verdict_style();
    rl_verdict_print(verdict, &style, stdout);
}
