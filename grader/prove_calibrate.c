/* SPDX-License-Identifier: MIT */
/* Every choice of a calibrate lab's question, tried on a fix: the wrong ones are refused with their reason.
 */
#include "calibrate.h"
#include "prove.h"

#include <stdlib.h>
#include <string.h>

struct trying {
    const struct rl_lab *lab;
    const struct rl_manifest *manifest;
    const struct rl_manifest_file *file;
    struct rl_verdict *verdict;
    struct rl_list *problems;
};

/* The verdict on the file with `answer` in the place of its own; "" leaves it without one. */
static void decide_with(const struct trying *with, const char *text, const char *answer)
{
    char *without = rl_text_replace(text, "LAB-ANSWER:", "it was:");
    char *changed =
        *answer ? rl_text_format("%s/* LAB-ANSWER: %s */\n", without, answer) : rl_text_copy(without);
    rl_calibrate(with->manifest, changed, with->verdict);
    free(changed);
    free(without);
}

static void expect(const struct trying *with, const char *answer, bool right,
                   const struct rl_manifest_choice *choice)
{
    const struct rl_verdict *verdict = with->verdict;
    const struct rl_calibration *calibration = verdict->calibration;
    enum rl_verdict_kind wanted = right ? RL_VERDICT_PASS : RL_VERDICT_FAIL;
    if (verdict->kind != wanted || calibration->answer.status != (right ? RL_AXIS_PASS : RL_AXIS_FAIL))
        rl_list_addf(with->problems, "%s/%s: answer %s: expected %s, seen %s: %s", with->lab->name,
                     with->file->name, *answer ? answer : "missing", rl_verdict_name(wanted),
                     rl_verdict_name(verdict->kind),
                     calibration->answer.reason ? calibration->answer.reason : "it is right");
    else if (calibration->choice != choice)
        rl_list_addf(with->problems, "%s/%s: answer %s: expected the reason of this choice, seen: %s",
                     with->lab->name, with->file->name, answer,
                     calibration->choice ? calibration->choice->reason : "none");
}

void rl_prove_choices(const struct rl_lab *lab, const struct rl_manifest *manifest,
                      const struct rl_manifest_file *file, const char *text, struct rl_verdict *verdict,
                      struct rl_list *problems)
{
    if (!verdict->calibration || verdict->kind != RL_VERDICT_PASS || !rl_text_starts(file->name, "fixes/"))
        return;
    struct trying with = {lab, manifest, file, verdict, problems};
    for (unsigned i = 0; i < manifest->question.choices_count; i++) {
        const struct rl_manifest_choice *choice = &manifest->question.choices[i];
        const char answer[] = {(char)('a' + i), '\0'};
        decide_with(&with, text, answer);
        expect(&with, answer, choice->correct, choice);
    }
    decide_with(&with, text, "");
    expect(&with, "", false, NULL);
    rl_calibrate(manifest, text, verdict);
}
