/* SPDX-License-Identifier: MIT */
/* Judges for a batch, one observer after the other: the batch's workers are what runs side by side. */
#include "batch_judge.h"
#include "isolation.h"
#include "judge.h"

#include "sanitizers/toolchain.h"

#include <stdlib.h>

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

bool rl_batch_healthy(void *ctx, char **why)
{
    const struct rl_batch_judge *judge = ctx;
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

char *rl_batch_judge_options(const struct rl_batch_judge *judge)
{
    char *layers = rl_list_join(rl_isolation_layers(), ",");
    char *options =
        rl_text_format("compiler=%s isolation=%s", judge->compiler ? judge->compiler : "", layers);
    free(layers);
    return options;
}
