/* SPDX-License-Identifier: MIT */
/* Opens labs for grading. */
#include "labs_set.h"

#include "sanitizers/resources.h"
#include "sanitizers/toolchain_cache.h"

#include <stdlib.h>
#include <string.h>

bool rl_labs_set_open(const char *own, struct rl_labs_set *set, char **why)
{
    *set = (struct rl_labs_set){0};
    *why = NULL;
    if (own && !rl_course_open(own, &set->courses[set->courses_len++], why))
        return false;
    const char *root = rl_resources_labs();
    if (root && rl_course_open(root, &set->courses[set->courses_len], why))
        set->courses_len++;
    else if (own) {
        free(*why);
        *why = NULL;
    } else if (!*why)
        *why = rl_text_copy(
            "racelab's labs are not found; set RACELAB_LABS to their folder, or name yours with --labs");
    return *why == NULL;
}

void rl_labs_set_close(struct rl_labs_set *set)
{
    for (size_t i = 0; i < set->len; i++) {
        rl_manifest_free((struct rl_manifest *)set->labs[i]->manifest);
        free(set->labs[i]->start_digest);
        free(set->labs[i]);
    }
    free(set->labs);
    for (size_t i = 0; i < set->courses_len; i++)
        rl_course_close(&set->courses[i]);
    *set = (struct rl_labs_set){0};
}

static const struct rl_lab *find(const struct rl_labs_set *set, const char *name, struct rl_list *problems)
{
    char *why = NULL;
    for (size_t i = 0; i < set->courses_len; i++) {
        free(why);
        const struct rl_lab *lab = rl_course_find(&set->courses[i], name, &why);
        if (lab)
            return lab;
    }
    rl_list_take(problems, why ? why : rl_text_format("there is no lab \"%s\"", name));
    return NULL;
}

struct rl_task_lab *rl_labs_set_find(const struct rl_labs_set *set, const char *id)
{
    for (size_t i = 0; i < set->len; i++)
        if (strcmp(set->labs[i]->lab->id, id) == 0 || strcmp(set->labs[i]->lab->name, id) == 0)
            return set->labs[i];
    return NULL;
}

/* Of the file that learners start from. */
static char *digest_of_start(const struct rl_lab *lab, const struct rl_manifest *manifest)
{
    size_t length;
    char *path = rl_text_format("%s/%s", lab->folder, rl_lab_kind_start(manifest->kind)),
         *text = rl_text_read_file(path, &length), *hex = NULL;
    if (text) {
        struct rl_digest digest = rl_digest_bytes(text, length);
        hex = rl_text_copy(digest.hex);
    }
    free(text);
    free(path);
    return hex;
}

static bool is_gradable(const struct rl_lab *lab, const struct rl_manifest *manifest,
                        struct rl_list *problems)
{
    if (manifest->kind != RL_LAB_MEASURE && manifest->source && manifest->functions_count > 0)
        return true;
    rl_list_addf(problems,
                 "%s is a lab of kind %s: there is no file to hand in, so there is nothing to grade", lab->id,
                 rl_lab_kind_name(manifest->kind));
    return false;
}

struct rl_task_lab *rl_labs_set_add(struct rl_labs_set *set, const char *name, struct rl_list *problems)
{
    struct rl_task_lab *known = rl_labs_set_find(set, name);
    const struct rl_lab *lab = known ? NULL : find(set, name, problems);
    struct rl_manifest *manifest = lab ? rl_lab_manifest(lab, problems) : NULL;
    if (!manifest)
        return known;
    struct rl_digest_parts *parts = rl_digest_begin();
    char *why = NULL;
    bool good = is_gradable(lab, manifest, problems) && rl_digest_add_folder(parts, lab->folder, &why);
    struct rl_digest digest = rl_digest_end(parts);
    if (why)
        rl_list_take(problems, why);
    if (!good) {
        rl_manifest_free(manifest);
        return NULL;
    }
    struct rl_task_lab *entry = rl_alloc(sizeof *entry);
    *entry = (struct rl_task_lab){.lab = lab,
                                  .manifest = manifest,
                                  .digest = digest,
                                  .start_digest = digest_of_start(lab, manifest),
                                  .points = 100};
    char *scenario = rl_text_format("%s/scenario.c", lab->folder);
    rl_toolchain_cache_source(scenario);
    free(scenario);
    set->labs = rl_grow(set->labs, (set->len + 1) * sizeof *set->labs);
    set->labs[set->len++] = entry;
    return entry;
}
