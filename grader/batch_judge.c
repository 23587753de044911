/* SPDX-License-Identifier: MIT */
/* Judges for a batch, one observer after the other: the batch's workers are what runs side by side. */
#include "batch_judge.h"
#include "isolation.h"
#include "judge.h"

#include "sanitizers/toolchain.h"

#include <stdlib.h>
#include <string.h>

json_t *rl_batch_judge(void *ctx, const struct rl_task *task, const struct rl_submission *submission)
{
    const struct rl_batch_judge *judge = ctx;
    const struct rl_list *layers = rl_isolation_layers();
    struct rl_judge_options options = {.observers = judge->observers,
                                       .compiler = judge->compiler,
                                       .jobs = 1,
                                       .needed_only = true,
                                       .traces = 1};
    struct rl_verdict verdict;
    rl_judge(task->lab->lab, task->lab->manifest, submission, &options, &verdict);
    /* By the lab's own name for it: the verdict belongs to everybody who handed in this file. */
    json_t *json =
        rl_judge_json(task->lab->lab, task->lab->manifest, submission, task->lab->manifest->source, &verdict);
    rl_verdict_free(&verdict);
    json_t *names = json_array();
    for (size_t i = 0; i < layers->length; i++)
        json_array_append_new(names, json_string(layers->items[i]));
    json_object_set_new(json, "isolation", names);
    return json;
}

static bool can_start(const struct rl_batch_judge *judge, char **why)
{
    const struct rl_observer *const *observers = judge->observers ? judge->observers : rl_observers;
    if (!rl_toolchain_find(judge->compiler, why))
        return false;
    for (; *observers; observers++) {
        free(*why);
        *why = NULL;
        if (!(*observers)->available(judge->compiler, why))
            return false;
    }
    return true;
}

static char *first_fix(const struct rl_lab *lab)
{
    struct rl_list variants = RL_LIST_INIT;
    char *path = NULL;
    rl_lab_variants(lab, &variants);
    for (size_t i = 0; i < variants.length && !path; i++)
        if (rl_text_starts(variants.items[i], "fixes/"))
            path = rl_text_format("%s/%s", lab->folder, variants.items[i]);
    rl_list_free(&variants);
    return path;
}

/* All of the way, with a file of which it is known that it can be judged. */
static bool judges_canary(struct rl_batch_judge *judge, char **why)
{
    struct rl_submission submission;
    char *path = judge->canary ? first_fix(judge->canary->lab) : NULL;
    struct rl_task task = {.learner = "canary", .path = path, .lab = judge->canary};
    bool good = !path;
    if (path && rl_intake_file(path, judge->canary->manifest->source, &submission, why) == RL_INTAKE_OK) {
        json_t *verdict = rl_batch_judge(judge, &task, &submission);
        const char *kind = json_string_value(json_object_get(verdict, "verdict"));
        good = kind && strcmp(kind, "infra") != 0;
        if (!good)
            *why = rl_text_format("and the lab's own %s cannot be judged either: `racelab doctor` says more",
                                  rl_text_base_name(path));
        json_decref(verdict);
        rl_submission_free(&submission);
    }
    free(path);
    return good;
}

bool rl_batch_healthy(void *ctx, bool anew, char **why)
{
    struct rl_batch_judge *judge = ctx;
    return can_start(judge, why) && (!anew || judges_canary(judge, why));
}

char *rl_batch_judge_options(const struct rl_batch_judge *judge)
{
    char *layers = rl_list_join(rl_isolation_layers(), ",");
    char *options =
        rl_text_format("compiler=%s isolation=%s", judge->compiler ? judge->compiler : "", layers);
    free(layers);
    return options;
}
