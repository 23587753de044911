/* SPDX-License-Identifier: MIT */
/* Verdicts that need no evidence, and the end of every verdict. */
#include "calibrate.h"

#include <stdlib.h>

void rl_verdict_without_evidence(enum rl_verdict_kind kind, const char *reason, struct rl_verdict *out)
{
    *out = (struct rl_verdict){.kind = kind, .reason = rl_text_copy(reason)};
    for (int i = 0; i < RL_AXIS_COUNT; i++)
        out->axes[i] = (struct rl_axis_verdict){RL_AXIS_NOT_RUN, rl_text_copy("nothing was run")};
}

static void free_made(struct rl_finding *finding)
{
    for (size_t i = 0; i < finding->sides_len; i++) {
        free(finding->sides[i].what);
        free(finding->sides[i].place.file);
        free(finding->sides[i].place.function);
    }
    free(finding->sides);
    free(finding->detail);
    free(finding->words);
    free(finding->schedule);
    free(finding);
}

void rl_verdict_free(struct rl_verdict *verdict)
{
    for (size_t i = 0; i < verdict->made_len; i++)
        free_made(verdict->made[i]);
    for (int i = 0; i < RL_AXIS_COUNT; i++)
        free(verdict->axes[i].reason);
    free(verdict->made);
    free(verdict->findings);
    free(verdict->reason);
    rl_calibration_free(verdict->calibration);
    rl_evidence_free(&verdict->evidence);
    *verdict = (struct rl_verdict){0};
}
