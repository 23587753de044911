/* SPDX-License-Identifier: MIT */
/* The schema of lab.yaml for libcyaml, and its explanation in words; private to the manifest's own files. */
#ifndef RL_GRADER_MANIFEST_SCHEMA_H
#define RL_GRADER_MANIFEST_SCHEMA_H

#include "manifest.h"

#include <cyaml/cyaml.h>
#include <yaml.h>

/* One schema: libcyaml reads by it, and rl_manifest_explain says by it where a text is wrong. The keys of
 * `files` are the lab's file names, so each manifest has a schema of its own. */
struct rl_manifest_read {
    cyaml_schema_field_t *files; /* one field a file of this lab */
    cyaml_schema_field_t *top;
    cyaml_schema_value_t root;
    struct rl_list names;
    yaml_document_t document; /* for line numbers */
    bool has_document;
};

void rl_manifest_schema_make(struct rl_manifest_read *read);
void rl_manifest_schema_free(struct rl_manifest_read *read);
extern const cyaml_config_t rl_manifest_cyaml;

/* A kind of YAML file: what it is called, where to read about it, and what it may hold. */
struct rl_yaml_kind {
    const char *name;
    const char *see;
    const cyaml_schema_field_t *fields;
};
/* Every place of the document that the schema refuses, each "path:line: found, expected". */
void rl_yaml_explain(yaml_document_t *document, const struct rl_yaml_kind *kind, const char *path,
                     struct rl_list *problems);
void rl_manifest_explain(struct rl_manifest_read *read, const char *path, struct rl_list *problems);
/* What the schema cannot say: weights that do not sum up, files that do not exist, what each kind needs. */
void rl_manifest_check(struct rl_manifest *manifest, const char *folder, const char *path,
                       struct rl_list *problems);
/* The node under `key` of a mapping; NULL: none. `key_line`, from 1, may be NULL. */
yaml_node_t *rl_yaml_get(yaml_document_t *document, const yaml_node_t *map, const char *key, int *key_line);
/* The line of the entry `index` of the sequence (or the mapping's key, with index < 0) under `key` of the
 * root. */
int rl_yaml_line(struct rl_manifest_read *read, const char *key, int index);

#endif
