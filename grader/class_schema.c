/* SPDX-License-Identifier: MIT */
/* What course.yaml may hold, as tables for libcyaml. */
#include "class_internal.h"

static const cyaml_strval_t feedbacks[] = {
    {"full", RL_FEEDBACK_FULL}, {"hints", RL_FEEDBACK_HINTS}, {"verdict", RL_FEEDBACK_VERDICT}};
static const cyaml_strval_t answers[] = {{"no", 0}, {"yes", 1}, {"false", 0}, {"true", 1}};

static const cyaml_schema_value_t string_entry = {
    CYAML_VALUE_STRING(CYAML_FLAG_POINTER, char, 1, CYAML_UNLIMITED)};

#define OPTIONAL CYAML_FLAG_OPTIONAL
#define STRING(key, flags, structure, member)                                                                \
    CYAML_FIELD_STRING_PTR(key, CYAML_FLAG_POINTER | (flags), structure, member, 1, CYAML_UNLIMITED)

static const cyaml_schema_field_t lab_fields[] = {
    STRING("lab", 0, struct rl_class_lab, lab),
    CYAML_FIELD_UINT("points", OPTIONAL, struct rl_class_lab, points),
    STRING("due", OPTIONAL, struct rl_class_lab, due), CYAML_FIELD_END};
static const cyaml_schema_value_t lab_entry = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_DEFAULT, struct rl_class_lab, lab_fields)};

/* Offsets are from the beginning of the options, which have no name of their own. */
#define IN_OPTIONS(member) (uint32_t)(offsetof(struct rl_class, member) - offsetof(struct rl_class, options))
static const cyaml_schema_field_t option_fields[] = {
    {.key = "feedback",
     .data_offset = IN_OPTIONS(options.feedback),
     .value = {CYAML_VALUE_ENUM(CYAML_FLAG_STRICT | OPTIONAL, enum rl_feedback, feedbacks,
                                CYAML_ARRAY_LEN(feedbacks))}},
    {.key = "require_complete",
     .data_offset = IN_OPTIONS(options.require_complete),
     .value = {CYAML_VALUE_ENUM(CYAML_FLAG_STRICT | OPTIONAL, unsigned, answers, CYAML_ARRAY_LEN(answers))}},
    {.key = "jobs", .data_offset = IN_OPTIONS(options.jobs), .value = {CYAML_VALUE_UINT(OPTIONAL, unsigned)}},
    {.key = "labs",
     .data_offset = IN_OPTIONS(options.labs),
     .value = {CYAML_VALUE_STRING(CYAML_FLAG_POINTER | OPTIONAL, char, 1, CYAML_UNLIMITED)}},
    {.key = "isolation",
     .data_offset = IN_OPTIONS(options.isolation),
     .count_offset = IN_OPTIONS(options.isolation_count),
     .count_size = sizeof(unsigned),
     .value = {CYAML_VALUE_SEQUENCE(CYAML_FLAG_POINTER | OPTIONAL, char *, &string_entry, 0,
                                    CYAML_UNLIMITED)}},
    CYAML_FIELD_END};

const cyaml_schema_field_t rl_class_fields[] = {
    CYAML_FIELD_UINT("format", CYAML_FLAG_DEFAULT, struct rl_class, format),
    STRING("title", 0, struct rl_class, title),
    CYAML_FIELD_SEQUENCE("labs", CYAML_FLAG_POINTER, struct rl_class, labs, &lab_entry, 0, CYAML_UNLIMITED),
    STRING("roster", OPTIONAL, struct rl_class, roster),
    CYAML_FIELD_SEQUENCE("learners", CYAML_FLAG_POINTER | OPTIONAL, struct rl_class, learners, &string_entry,
                         0, CYAML_UNLIMITED),
    CYAML_FIELD_MAPPING("options", OPTIONAL, struct rl_class, options, option_fields),
    CYAML_FIELD_END};

const cyaml_schema_value_t rl_class_schema = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_POINTER, struct rl_class, rl_class_fields)};
