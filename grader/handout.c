/* SPDX-License-Identifier: MIT */
/* Makes the handout of a lab from its working copy. */
#include "handout.h"
#include "calibrate.h"
#include "workcopy.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

static void add(struct rl_workplan *plan, const char *name, char *text)
{
    plan->files = rl_grow(plan->files, (plan->len + 1) * sizeof *plan->files);
    plan->files[plan->len++] = (struct rl_workfile){rl_text_copy(name), text, strlen(text)};
}

static bool add_start(struct rl_workplan *plan, const struct rl_lab *lab, const struct rl_manifest *manifest,
                      char **why)
{
    const char *start = rl_lab_kind_start(manifest->kind);
    char *path = rl_text_format("%s/%s", lab->folder, start), *text = rl_text_read_file(path, NULL);
    if (text)
        add(plan, start, text);
    else
        *why = rl_text_format("%s cannot be read: %s", path, strerror(errno));
    free(path);
    return text != NULL;
}

static void add_question(struct rl_workplan *plan, const struct rl_manifest *manifest)
{
    struct rl_text text = RL_TEXT_INIT;
    rl_text_addf(&text, "# The question\n\n%s\n\n", manifest->question.text);
    for (unsigned i = 0; i < manifest->question.choices_count; i++)
        rl_text_addf(&text, "- **%c** %s\n", 'a' + (int)i, manifest->question.choices[i].text);
    rl_text_addf(&text, "\nWrite your answer into %s, in a comment: LAB-ANSWER: and its letter.\n",
                 manifest->source);
    add(plan, "QUESTION.md", rl_text_take(&text));
}

static bool add_manifest(struct rl_workplan *plan, const struct rl_lab *lab,
                         const struct rl_manifest *manifest, char **why)
{
    if (manifest->kind == RL_LAB_CALIBRATE) {
        add_question(plan, manifest);
        return true;
    }
    char *text = rl_handout_manifest(lab, manifest, why);
    if (text)
        add(plan, "lab.yaml", text);
    return text != NULL;
}

bool rl_handout_lab(const struct rl_lab *lab, const struct rl_manifest *manifest, const char *folder,
                    char **why)
{
    struct rl_workplan plan;
    if (!rl_workplan_make(lab, manifest, &plan, why))
        return false;
    char *place = rl_text_format("%s/%s", folder, lab->name);
    bool good = add_start(&plan, lab, manifest, why) && add_manifest(&plan, lab, manifest, why) &&
                rl_workplan_write(&plan, place, why);
    free(place);
    rl_workplan_free(&plan);
    return good;
}
