/* SPDX-License-Identifier: MIT */
/* The five axes of a verdict, after its kind and its findings are decided. */
#include "decide.h"

#include <stdlib.h>
#include <string.h>

static char *why_not_run(const struct rl_deciding *with)
{
    const char *proof =
        with->explored ? "the explorer's search is not complete" : "without the explorer that is no proof";
    switch (with->verdict->kind) {
    case RL_VERDICT_COMPILE_ERROR:
        return rl_text_copy("it does not compile");
    case RL_VERDICT_REJECTED:
        return rl_text_copy("it was not run");
    case RL_VERDICT_INFRA:
        return rl_text_copy("racelab or the machine failed");
    case RL_VERDICT_FAIL:
        return rl_text_format("nothing of this kind was found; %s", proof);
    default:
        return rl_decide_nothing_found(with);
    }
}

static void fill_concurrent(struct rl_deciding *with)
{
    struct rl_axis_verdict *axis = &with->verdict->axes[RL_AXIS_CONCURRENT];
    const struct rl_watch *watch = &with->verdict->evidence.watch[RL_WATCH_EXPLORE];
    if (axis->status != RL_AXIS_NOT_RUN || !with->explored || watch->len == 0 ||
        watch->runs[0].demands_len == 0)
        return;
    free(axis->reason);
    const struct rl_demand *missing = rl_decide_unmet(with);
    axis->status = missing ? RL_AXIS_NOT_RUN : RL_AXIS_PASS;
    axis->reason = missing ? rl_text_format("\"%s\" was not shown in %lu executions", missing->name,
                                            with->verdict->executions)
                           : NULL;
}

static void fill_untampered(struct rl_deciding *with)
{
    struct rl_verdict *verdict = with->verdict;
    struct rl_axis_verdict *axis = &verdict->axes[RL_AXIS_UNTAMPERED];
    bool screened = false; /* an observer that ran it has looked at its object */
    for (int i = 0; i < RL_WATCH_COUNT; i++)
        for (size_t j = 0; j < verdict->evidence.watch[i].len; j++)
            screened = screened || verdict->evidence.watch[i].runs[j].status == RL_RUN_OK;
    free(axis->reason);
    if (verdict->kind == RL_VERDICT_REJECTED)
        *axis = (struct rl_axis_verdict){RL_AXIS_FAIL, rl_text_copy(verdict->reason)};
    else if (screened && verdict->kind != RL_VERDICT_INFRA && verdict->kind != RL_VERDICT_COMPILE_ERROR)
        *axis = (struct rl_axis_verdict){RL_AXIS_PASS, NULL};
    else
        *axis = (struct rl_axis_verdict){RL_AXIS_NOT_RUN, why_not_run(with)};
}

void rl_decide_axes(struct rl_deciding *with)
{
    struct rl_verdict *verdict = with->verdict;
    bool open = verdict->kind == RL_VERDICT_COMPILE_ERROR || verdict->kind == RL_VERDICT_REJECTED ||
                verdict->kind == RL_VERDICT_INFRA;
    for (int i = 0; i < RL_AXIS_COUNT; i++) {
        struct rl_axis_verdict *axis = &verdict->axes[i];
        axis->status =
            !open && with->complete && verdict->kind != RL_VERDICT_LIMIT ? RL_AXIS_PASS : RL_AXIS_NOT_RUN;
        axis->reason = axis->status == RL_AXIS_PASS ? NULL : why_not_run(with);
    }
    for (size_t i = 0; i < verdict->findings_len; i++) {
        enum rl_hazard hazard = verdict->findings[i].finding->hazard;
        struct rl_axis_verdict *axis = &verdict->axes[rl_hazard_axis(hazard)];
        const char *name = rl_hazard_name(hazard),
                   *before = axis->status == RL_AXIS_FAIL ? axis->reason : NULL;
        if (before && strstr(before, name))
            continue;
        char *reason = before ? rl_text_format("%s, %s", before, name) : rl_text_copy(name);
        free(axis->reason);
        *axis = (struct rl_axis_verdict){RL_AXIS_FAIL, reason};
    }
    fill_concurrent(with);
    fill_untampered(with);
}
