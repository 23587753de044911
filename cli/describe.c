/* SPDX-License-Identifier: MIT */
/* A lab as JSON: what an instructor's script asks of the catalogue. */
#include "describe.h"

#include "grader/calibrate.h"

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

static json_t *hazards(const enum rl_hazard *items, unsigned count)
{
    json_t *array = json_array();
    for (unsigned i = 0; i < count; i++)
        json_array_append_new(array, json_string(rl_hazard_name(items[i])));
    return array;
}

/* What an observer says of a file, as lab.yaml declares it. */
static json_t *expectation(const struct rl_expectation *declared, enum rl_watcher watcher)
{
    if (!declared)
        return json_null();
    if (declared->status)
        return json_pack("{s:s}", "status", rl_run_status_name(*declared->status));
    if (watcher == RL_WATCH_EXPLORE)
        return json_pack("{s:s?, s:o}", "primary",
                         declared->primary ? rl_hazard_name(*declared->primary) : NULL, "may_also",
                         hazards(declared->may_also, declared->may_also_count));
    return json_pack("{s:o, s:o}", "always", hazards(declared->always, declared->always_count), "may",
                     hazards(declared->may, declared->may_count));
}

static json_t *detectors(const struct rl_manifest_file *file)
{
    json_t *object = json_object();
    for (int i = 0; i < RL_WATCH_COUNT; i++)
        json_object_set_new(object, rl_watcher_name((enum rl_watcher)i),
                            expectation(file->watch[i], (enum rl_watcher)i));
    return object;
}

static json_t *files(const struct rl_manifest *manifest)
{
    json_t *array = json_array();
    for (size_t i = 0; i < manifest->files_count; i++) {
        const struct rl_manifest_file *file = &manifest->files[i];
        const char *axis = !file->axis                   ? NULL
                           : *file->axis < RL_AXIS_COUNT ? rl_axis_name(*file->axis)
                                                         : "tool";
        json_array_append_new(array, json_pack("{s:s, s:s?, s:s?, s:s?, s:o}", "name", file->name,
                                               "mechanism", file->mechanism, "idea", file->idea, "axis", axis,
                                               "detectors", detectors(file)));
    }
    return array;
}

json_t *rl_describe_lab(const struct rl_lab *lab, const struct rl_manifest *manifest)
{
    const struct rl_manifest_file *buggy = rl_manifest_file(manifest, rl_lab_kind_start(manifest->kind));
    json_t *object = json_pack(
        "{s:s, s:s, s:s, s:s, s:s, s:s?, s:s, s:o, s:o, s:o, s:s?, s:o, s:o, s:o}", "name", lab->name,
        "group", lab->group, "id", lab->id, "kind", rl_lab_kind_name(manifest->kind), "title",
        manifest->title, "hazard", manifest->hazard ? rl_hazard_name(*manifest->hazard) : NULL, "symptom",
        manifest->symptom, "cwe", numbers(manifest->cwe, manifest->cwe_count), "cert",
        strings(manifest->cert, manifest->cert_count), "mechanisms",
        strings(manifest->mechanisms, manifest->mechanisms_count), "source", manifest->source, "functions",
        strings(manifest->functions, manifest->functions_count), "outcomes", outcomes(manifest), "variants",
        variants(lab));
    json_object_set_new(object, "detectors",
                        buggy ? detectors(buggy) : json_object()); /* of the program to begin with */
    json_object_set_new(object, "files", files(manifest));
    if (manifest->kind == RL_LAB_CALIBRATE)
        json_object_set_new(object, "question", rl_question_json(manifest));
    return object;
}
