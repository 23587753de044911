/* SPDX-License-Identifier: MIT */
/* What check, demo and run share: options of judging, the progress line, how a verdict is printed. */
#ifndef RL_CLI_JUDGING_H
#define RL_CLI_JUDGING_H

#include "cli.h"

#include "grader/digest.h"
#include "grader/judge.h"

struct rl_cli_judging {
    const struct rl_lab *lab;
    const struct rl_manifest *manifest;
    const char *compiler;
    bool require_complete;
    struct rl_digest *digest; /* gets that of the bytes that were judged; or NULL */
};

/* Judges the file at `path`, shown as `shown`. NULL: it was not taken in; the error is printed. */
json_t *rl_cli_judge(const struct rl_cli_judging *with, const char *path, const char *shown, int *status);
void rl_cli_print_verdict(const json_t *verdict);
struct rl_verdict_style rl_cli_verdict_style(void);
/* false: this kind of lab is not judged from a C file; the error is printed. */
bool rl_cli_can_judge(const struct rl_lab *lab, const struct rl_manifest *manifest);

#endif
