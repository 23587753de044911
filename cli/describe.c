/* SPDX-License-Identifier: MIT */
/* A lab as JSON: what an instructor's script asks of the catalogue. */
#include "describe.h"

static json_t *strings(char **items, unsigned count)
{
    json_t *array = json_array();
    for (unsigned i = 0; i < count; i++)
        json_array_append_new(array, json_string(items[i]));
    return array;
}

static json_t *numbers(const unsigned *items, unsigned count)
{
    json_t *array = json_array();
    for (unsigned i = 0; i < count; i++)
        json_array_append_new(array, json_integer(items[i]));
    return array;
}

static json_t *outcomes(const struct rl_manifest *manifest)
{
    json_t *array = json_array();
    for (unsigned i = 0; i < manifest->outcomes_count; i++) {
        const struct rl_manifest_outcome *outcome = &manifest->outcomes[i];
        json_array_append_new(array,
                              json_pack("{s:s, s:s, s:s}", "text", outcome->text, "class",
                                        rl_outcome_class_name(outcome->class), "reason", outcome->reason));
    }
    return array;
}

static json_t *variants(const struct rl_lab *lab)
{
    struct rl_list names = RL_LIST_INIT;
    rl_lab_variants(lab, &names);
    json_t *array = strings(names.items, (unsigned)names.length);
    rl_list_free(&names);
    return array;
}

json_t *rl_describe_lab(const struct rl_lab *lab, const struct rl_manifest *manifest)
{
    return json_pack("{s:s, s:s, s:s, s:s, s:s, s:s?, s:s, s:o, s:o, s:o, s:s?, s:o, s:o, s:o}", "name",
                     lab->name, "group", lab->group, "id", lab->id, "kind", rl_lab_kind_name(manifest->kind),
                     "title", manifest->title, "hazard",
                     manifest->hazard ? rl_hazard_name(*manifest->hazard) : NULL, "symptom",
                     manifest->symptom, "cwe", numbers(manifest->cwe, manifest->cwe_count), "cert",
                     strings(manifest->cert, manifest->cert_count), "mechanisms",
                     strings(manifest->mechanisms, manifest->mechanisms_count), "source", manifest->source,
                     "functions", strings(manifest->functions, manifest->functions_count), "outcomes",
                     outcomes(manifest), "variants", variants(lab));
}
