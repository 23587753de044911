/* SPDX-License-Identifier: MIT */
/* Private to class*.c and roster.c. */
#ifndef RL_GRADER_CLASS_INTERNAL_H
#define RL_GRADER_CLASS_INTERNAL_H

#include "class.h"
#include "manifest_schema.h"

extern const cyaml_schema_value_t rl_class_schema;
extern const cyaml_schema_field_t rl_class_fields[];

/* A class that is being read. */
struct rl_class_reading {
    struct rl_class *class;
    yaml_document_t *document;
    const char *path;
    struct rl_list *problems;
};

/* The line on which `key` stands (of the entry `index` of its list, from 0; -1: of the key), from 1. */
int rl_class_line(const struct rl_class_reading *with, const char *key, int index);

/* Fills class->roll from the list or the CSV file. */
void rl_class_read_roll(const struct rl_class_reading *with);

#endif
