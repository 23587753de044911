/* SPDX-License-Identifier: MIT */
/* A calibrate lab's question, and what became of it, as JSON. */
#include "calibrate.h"

static json_t *axis_json(const struct rl_axis_verdict *axis)
{
    return json_pack("{s:s, s:o}", "status", rl_axis_status_name(axis->status), "reason",
                     rl_json_string(axis->reason));
}

static json_t *letter_json(const struct rl_manifest *manifest, const struct rl_manifest_choice *choice)
{
    if (!choice)
        return json_null();
    const char letter[] = {(char)('a' + (choice - manifest->question.choices)), '\0'};
    return json_string(letter);
}

/* What depends on which report came first is under this_run (verdict_json.c), not here. */
static json_t *tool_json(const struct rl_calibration *with, const struct rl_manifest *manifest)
{
    const struct rl_suppression *suppression = &with->suppression;
    json_t *object = json_pack("{s:s, s:s}", "observer", rl_watcher_name(*manifest->tool), "name",
                               rl_calibrate_tool_name(*manifest->tool));
    json_object_set_new(object, "suppression",
                        suppression->rule
                            ? json_pack("{s:o, s:o, s:b}", "rule", rl_json_string(suppression->rule),
                                        "because", rl_json_string(suppression->because), "accepted",
                                        (int)(with->tool.status == RL_AXIS_PASS))
                            : json_null());
    return object;
}

void rl_calibration_add_json(const struct rl_calibration *with, const struct rl_manifest *manifest,
                             json_t *verdict)
{
    json_t *axes = json_object_get(verdict, "axes");
    json_object_set_new(axes, "answer", axis_json(&with->answer));
    json_object_set_new(axes, "tool", axis_json(&with->tool));
    json_t *answer = json_pack("{s:o, s:o, s:o, s:o}", "given", rl_json_string(with->given), "choice",
                               letter_json(manifest, with->choice), "text",
                               rl_json_string(with->choice ? with->choice->text : NULL), "reason",
                               rl_json_string(with->choice ? with->choice->reason : NULL));
    json_object_set_new(verdict, "calibration",
                        json_pack("{s:s, s:o, s:o}", "question", manifest->question.text, "answer", answer,
                                  "tool", tool_json(with, manifest)));
}

json_t *rl_question_json(const struct rl_manifest *manifest)
{
    const struct rl_manifest_question *question = &manifest->question;
    json_t *choices = json_array();
    for (unsigned i = 0; i < question->choices_count; i++)
        json_array_append_new(choices,
                              json_pack("{s:o, s:s}", "letter", letter_json(manifest, &question->choices[i]),
                                        "text", question->choices[i].text));
    return json_pack("{s:s, s:o}", "text", question->text, "choices", choices);
}
