/* SPDX-License-Identifier: MIT */
/* What lab.yaml may hold, as tables for libcyaml. */
#include "manifest_schema.h"

#include <stdlib.h>
#include <string.h>

static const cyaml_strval_t kinds[] = {{"fix", RL_LAB_FIX},
                                       {"calibrate", RL_LAB_CALIBRATE},
                                       {"measure", RL_LAB_MEASURE},
                                       {"build", RL_LAB_BUILD},
                                       {"process", RL_LAB_PROCESS}};
static const cyaml_strval_t waits[] = {{"any", RL_WAITS_ANY}, {"blocking", RL_WAITS_BLOCKING}};
static const cyaml_strval_t models[] = {{"sc", RL_MODEL_SC}, {"c11", RL_MODEL_C11}};
static const cyaml_strval_t scales[] = {{"small", RL_SCALE_SMALL}, {"large", RL_SCALE_LARGE}};
static const cyaml_strval_t classes[] = {{"acceptable", RL_OUTCOME_ACCEPTABLE},
                                         {"interesting", RL_OUTCOME_INTERESTING},
                                         {"forbidden", RL_OUTCOME_FORBIDDEN}};
static const cyaml_strval_t axes[] = {{"safe", RL_AXIS_SAFE},
                                      {"live", RL_AXIS_LIVE},
                                      {"correct", RL_AXIS_CORRECT},
                                      {"concurrent", RL_AXIS_CONCURRENT},
                                      {"untampered", RL_AXIS_UNTAMPERED},
                                      {"tool", RL_MANIFEST_AXIS_TOOL}};
static const cyaml_strval_t tools[] = {
    {"tsan", RL_WATCH_TSAN}, {"asan", RL_WATCH_ASAN}, {"native", RL_WATCH_NATIVE}};
static const cyaml_strval_t statuses[] = {{"compile_error", RL_RUN_COMPILE_ERROR},
                                          {"rejected", RL_RUN_REJECTED},
                                          {"limit", RL_RUN_LIMIT},
                                          {"unsupported", RL_RUN_UNSUPPORTED}};
static const cyaml_strval_t hazards[] = {
#define RL_HAZARD(symbol, name, rank, axis, words) {name, RL_HAZARD_##symbol},
#include "sanitizers/hazards.def"
};

static const cyaml_schema_value_t string_entry = {
    CYAML_VALUE_STRING(CYAML_FLAG_POINTER, char, 1, CYAML_UNLIMITED)};
static const cyaml_schema_value_t number_entry = {CYAML_VALUE_UINT(CYAML_FLAG_DEFAULT, unsigned)};
static const cyaml_schema_value_t hazard_entry = {
    CYAML_VALUE_ENUM(CYAML_FLAG_STRICT, enum rl_hazard, hazards, CYAML_ARRAY_LEN(hazards))};

#define OPTIONAL_LIST (CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL)
#define ENUM(key, flags, structure, member, table)                                                           \
    CYAML_FIELD_ENUM(key, CYAML_FLAG_STRICT | (flags), structure, member, table, CYAML_ARRAY_LEN(table))
#define ENUM_PTR(key, flags, structure, member, table)                                                       \
    CYAML_FIELD_ENUM_PTR(key, CYAML_FLAG_STRICT | (flags), structure, member, table, CYAML_ARRAY_LEN(table))
#define STRINGS(key, structure, member)                                                                      \
    CYAML_FIELD_SEQUENCE(key, OPTIONAL_LIST, structure, member, &string_entry, 0, CYAML_UNLIMITED)
#define HAZARDS(key, structure, member)                                                                      \
    CYAML_FIELD_SEQUENCE(key, OPTIONAL_LIST, structure, member, &hazard_entry, 0, CYAML_UNLIMITED)
#define STRING(key, flags, structure, member)                                                                \
    CYAML_FIELD_STRING_PTR(key, CYAML_FLAG_POINTER | (flags), structure, member, 1, CYAML_UNLIMITED)

static const cyaml_schema_field_t explore_fields[] = {
    ENUM_PTR("primary", CYAML_FLAG_OPTIONAL, struct rl_expectation, primary, hazards),
    HAZARDS("may_also", struct rl_expectation, may_also),
    ENUM_PTR("status", CYAML_FLAG_OPTIONAL, struct rl_expectation, status, statuses), CYAML_FIELD_END};

static const cyaml_schema_field_t sampling_fields[] = {
    HAZARDS("always", struct rl_expectation, always), HAZARDS("may", struct rl_expectation, may),
    ENUM_PTR("status", CYAML_FLAG_OPTIONAL, struct rl_expectation, status, statuses), CYAML_FIELD_END};

#define WATCH(name, index, fields)                                                                           \
    CYAML_FIELD_MAPPING_PTR(name, CYAML_FLAG_OPTIONAL, struct rl_manifest_file, watch[index], fields)
static const cyaml_schema_field_t file_fields[] = {
    STRING("mechanism", CYAML_FLAG_OPTIONAL, struct rl_manifest_file, mechanism),
    STRING("idea", CYAML_FLAG_OPTIONAL, struct rl_manifest_file, idea),
    ENUM_PTR("axis", CYAML_FLAG_OPTIONAL, struct rl_manifest_file, axis, axes),
    WATCH("explore", RL_WATCH_EXPLORE, explore_fields),
    WATCH("tsan", RL_WATCH_TSAN, sampling_fields),
    WATCH("asan", RL_WATCH_ASAN, sampling_fields),
    WATCH("native", RL_WATCH_NATIVE, sampling_fields),
    STRINGS("outcomes", struct rl_manifest_file, outcomes),
    CYAML_FIELD_END};

static const cyaml_schema_field_t compile_fields[] = {STRINGS("cflags", struct rl_manifest_compile, cflags),
                                                      STRINGS("libs", struct rl_manifest_compile, libs),
                                                      CYAML_FIELD_END};

#define NUMBER(key, member) CYAML_FIELD_UINT(key, CYAML_FLAG_OPTIONAL, struct rl_manifest, member)
static const cyaml_schema_field_t run_fields[] = {
    {.key = "tsan", .data_offset = 0, .value = {CYAML_VALUE_UINT(CYAML_FLAG_OPTIONAL, unsigned)}},
    {.key = "asan",
     .data_offset = sizeof(unsigned),
     .value = {CYAML_VALUE_UINT(CYAML_FLAG_OPTIONAL, unsigned)}},
    {.key = "native",
     .data_offset = 2 * sizeof(unsigned),
     .value = {CYAML_VALUE_UINT(CYAML_FLAG_OPTIONAL, unsigned)}},
    CYAML_FIELD_END};

#define SCALE                                                                                                \
    {                                                                                                        \
        CYAML_VALUE_ENUM(CYAML_FLAG_STRICT | CYAML_FLAG_OPTIONAL, enum rl_scale, scales,                     \
                         CYAML_ARRAY_LEN(scales))                                                            \
    }
static const cyaml_schema_field_t scale_fields[] = {
    {.key = "tsan", .data_offset = 0, .value = SCALE},
    {.key = "asan", .data_offset = sizeof(enum rl_scale), .value = SCALE},
    {.key = "native", .data_offset = 2 * sizeof(enum rl_scale), .value = SCALE},
    CYAML_FIELD_END};

static const cyaml_schema_field_t weight_fields[] = {
    {.key = "safe", .data_offset = 0, .value = {CYAML_VALUE_UINT(CYAML_FLAG_DEFAULT, unsigned)}},
    {.key = "live",
     .data_offset = sizeof(unsigned),
     .value = {CYAML_VALUE_UINT(CYAML_FLAG_DEFAULT, unsigned)}},
    {.key = "correct",
     .data_offset = 2 * sizeof(unsigned),
     .value = {CYAML_VALUE_UINT(CYAML_FLAG_DEFAULT, unsigned)}},
    {.key = "concurrent",
     .data_offset = 3 * sizeof(unsigned),
     .value = {CYAML_VALUE_UINT(CYAML_FLAG_DEFAULT, unsigned)}},
    {.key = "answer",
     .data_offset = 4 * sizeof(unsigned),
     .value = {CYAML_VALUE_UINT(CYAML_FLAG_OPTIONAL, unsigned)}},
    {.key = "tool",
     .data_offset = 5 * sizeof(unsigned),
     .value = {CYAML_VALUE_UINT(CYAML_FLAG_OPTIONAL, unsigned)}},
    CYAML_FIELD_END};

static const cyaml_schema_field_t choice_fields[] = {
    STRING("text", 0, struct rl_manifest_choice, text),
    CYAML_FIELD_BOOL("correct", CYAML_FLAG_OPTIONAL, struct rl_manifest_choice, correct),
    STRING("reason", 0, struct rl_manifest_choice, reason), CYAML_FIELD_END};
static const cyaml_schema_value_t choice_entry = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct rl_manifest_choice, choice_fields)};
static const cyaml_schema_field_t question_fields[] = {
    STRING("text", 0, struct rl_manifest_question, text),
    CYAML_FIELD_SEQUENCE("choices", CYAML_FLAG_POINTER, struct rl_manifest_question, choices, &choice_entry,
                         0, CYAML_UNLIMITED),
    CYAML_FIELD_END};

static const cyaml_schema_field_t outcome_fields[] = {
    STRING("text", 0, struct rl_manifest_outcome, text),
    ENUM("class", 0, struct rl_manifest_outcome, class, classes),
    STRING("reason", 0, struct rl_manifest_outcome, reason), CYAML_FIELD_END};
static const cyaml_schema_value_t outcome_entry = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct rl_manifest_outcome, outcome_fields)};

#define NUMBERS(key, member)                                                                                 \
    CYAML_FIELD_SEQUENCE(key, OPTIONAL_LIST, struct rl_manifest, member, &number_entry, 0, CYAML_UNLIMITED)
static const cyaml_schema_field_t top_fields[] = {
    CYAML_FIELD_UINT("format", CYAML_FLAG_DEFAULT, struct rl_manifest, format),
    ENUM("kind", 0, struct rl_manifest, kind, kinds),
    STRING("title", 0, struct rl_manifest, title),
    STRING("group", 0, struct rl_manifest, group),
    ENUM_PTR("hazard", CYAML_FLAG_OPTIONAL, struct rl_manifest, hazard, hazards),
    STRING("symptom", 0, struct rl_manifest, symptom),
    NUMBERS("cwe", cwe),
    STRINGS("cert", struct rl_manifest, cert),
    STRING("source", CYAML_FLAG_OPTIONAL, struct rl_manifest, source),
    STRINGS("mechanisms", struct rl_manifest, mechanisms),
    CYAML_FIELD_MAPPING("compile", CYAML_FLAG_OPTIONAL, struct rl_manifest, compile, compile_fields),
    ENUM("waits", CYAML_FLAG_OPTIONAL, struct rl_manifest, waits, waits),
    ENUM("memory_model", CYAML_FLAG_OPTIONAL, struct rl_manifest, memory_model, models),
    STRINGS("functions", struct rl_manifest, functions),
    STRINGS("without", struct rl_manifest, without),
    NUMBERS("scale_steps", scale_steps),
    NUMBER("budget", budget),
    NUMBER("time", time),
    CYAML_FIELD_MAPPING("runs", CYAML_FLAG_OPTIONAL, struct rl_manifest, runs, run_fields),
    CYAML_FIELD_MAPPING("scale", CYAML_FLAG_OPTIONAL, struct rl_manifest, scale, scale_fields),
    CYAML_FIELD_MAPPING("weights", CYAML_FLAG_OPTIONAL, struct rl_manifest, weights, weight_fields),
    CYAML_FIELD_SEQUENCE("outcomes", OPTIONAL_LIST, struct rl_manifest, outcomes, &outcome_entry, 0,
                         CYAML_UNLIMITED),
    {.key = "files",
     .data_offset = offsetof(struct rl_manifest, files),
     .value = {.type = CYAML_MAPPING, .flags = CYAML_FLAG_POINTER | CYAML_FLAG_OPTIONAL}},
    ENUM_PTR("tool", CYAML_FLAG_OPTIONAL, struct rl_manifest, tool, tools),
    HAZARDS("suppressions", struct rl_manifest, suppressions),
    CYAML_FIELD_MAPPING("question", CYAML_FLAG_OPTIONAL, struct rl_manifest, question, question_fields),
    STRINGS("hints", struct rl_manifest, hints),
    CYAML_FIELD_END};

const cyaml_config_t rl_manifest_cyaml = {
    .log_fn = NULL, .mem_fn = cyaml_mem, .log_level = CYAML_LOG_ERROR, .flags = CYAML_CFG_DEFAULT};

void rl_manifest_schema_make(struct rl_manifest_read *read)
{
    size_t count = read->names.length;
    read->files = rl_alloc((count + 1) * sizeof *read->files);
    for (size_t i = 0; i < count; i++)
        read->files[i] = (cyaml_schema_field_t){
            .key = read->names.items[i],
            .data_offset = (uint32_t)(i * sizeof(struct rl_manifest_file)),
            .value = {CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct rl_manifest_file, file_fields)}};
    read->top = rl_alloc((CYAML_ARRAY_LEN(top_fields)) * sizeof *read->top);
    memcpy(read->top, top_fields, sizeof top_fields);
    for (cyaml_schema_field_t *field = read->top; field->key; field++) {
        if (strcmp(field->key, "files") == 0) {
            field->value.data_size = (uint32_t)((count ? count : 1) * sizeof(struct rl_manifest_file));
            field->value.mapping.fields = read->files;
        }
    }
    read->root =
        (cyaml_schema_value_t){CYAML_VALUE_MAPPING(CYAML_FLAG_POINTER, struct rl_manifest, read->top)};
}

void rl_manifest_schema_free(struct rl_manifest_read *read)
{
    free(read->files);
    free(read->top);
    rl_list_free(&read->names);
    if (read->has_document)
        yaml_document_delete(&read->document);
    free(read);
}
