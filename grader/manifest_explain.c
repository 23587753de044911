/* SPDX-License-Identifier: MIT */
/* Says where a manifest departs from its schema: file and line, what was found, and what was expected. */
#include "manifest_schema.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct explainer {
    yaml_document_t *document;
    const char *path;
    struct rl_list *problems;
};

static int line_of(const yaml_node_t *node)
{
    return (int)node->start_mark.line + 1;
}

static const char *scalar(const yaml_node_t *node)
{
    return (const char *)node->data.scalar.value;
}

yaml_node_t *rl_yaml_get(yaml_document_t *document, const yaml_node_t *map, const char *key, int *key_line)
{
    if (!map || map->type != YAML_MAPPING_NODE)
        return NULL;
    for (yaml_node_pair_t *pair = map->data.mapping.pairs.start; pair < map->data.mapping.pairs.top; pair++) {
        yaml_node_t *name = yaml_document_get_node(document, pair->key);
        if (name->type == YAML_SCALAR_NODE && strcmp(scalar(name), key) == 0) {
            if (key_line)
                *key_line = line_of(name);
            return yaml_document_get_node(document, pair->value);
        }
    }
    return NULL;
}

int rl_yaml_line(struct rl_manifest_read *read, const char *key, int index)
{
    int line = 1;
    yaml_node_t *root = yaml_document_get_root_node(&read->document);
    yaml_node_t *value = rl_yaml_get(&read->document, root, key, &line);
    if (value && index >= 0 && value->type == YAML_SEQUENCE_NODE) {
        yaml_node_item_t *item = value->data.sequence.items.start + index;
        if (item < value->data.sequence.items.top)
            return line_of(yaml_document_get_node(&read->document, *item));
    }
    return line;
}

static char *found(const yaml_node_t *node)
{
    if (node->type == YAML_MAPPING_NODE)
        return rl_text_copy("a mapping (key: value)");
    if (node->type == YAML_SEQUENCE_NODE)
        return rl_text_copy("a list");
    return *scalar(node) ? rl_text_format("\"%.60s\"", scalar(node)) : rl_text_copy("nothing");
}

static void expected(struct explainer *with, const yaml_node_t *node, const char *what, const char *wanted)
{
    char *seen = found(node);
    rl_list_addf(with->problems, "%s:%d: %s: found %s, expected %s", with->path, line_of(node), what, seen,
                 wanted);
    free(seen);
}

static void explain_enum(struct explainer *with, const yaml_node_t *node, const char *what,
                         const cyaml_schema_value_t *schema)
{
    struct rl_list names = RL_LIST_INIT;
    for (uint32_t i = 0; i < schema->enumeration.count; i++)
        rl_list_addf(&names, "%s", schema->enumeration.strings[i].str);
    if (node->type != YAML_SCALAR_NODE || !rl_list_has(&names, scalar(node))) {
        char *all = rl_list_join(&names, ", ");
        char *hint =
            node->type == YAML_SCALAR_NODE ? rl_nearest_hint(scalar(node), &names) : rl_text_copy("");
        char *wanted = rl_text_format("one of %s%s", all, hint);
        expected(with, node, what, wanted);
        free(wanted);
        free(hint);
        free(all);
    }
    rl_list_free(&names);
}

static bool is_number(const char *text)
{
    char *end;
    errno = 0;
    unsigned long value = strtoul(text, &end, 0);
    return *text >= '0' && *text <= '9' && !*end && !errno && value <= 0xffffffffUL;
}

static void explain_value(struct explainer *with, yaml_node_t *node, const char *what,
                          const cyaml_schema_value_t *schema);

static void explain_key(struct explainer *with, const yaml_node_t *key, const char *where,
                        const cyaml_schema_field_t *fields)
{
    struct rl_list names = RL_LIST_INIT;
    for (const cyaml_schema_field_t *field = fields; field->key; field++)
        rl_list_addf(&names, "%s", field->key);
    char *all = rl_list_join(&names, ", ");
    char *hint = rl_nearest_hint(scalar(key), &names);
    rl_list_addf(with->problems, "%s:%d: %s: unknown key \"%s\"%s (expected one of %s)", with->path,
                 line_of(key), where, scalar(key), hint, all);
    free(hint);
    free(all);
    rl_list_free(&names);
}

static void explain_mapping(struct explainer *with, yaml_node_t *node, const char *what,
                            const cyaml_schema_field_t *fields)
{
    if (node->type != YAML_MAPPING_NODE) {
        expected(with, node, what, "a mapping (key: value)");
        return;
    }
    struct rl_list seen = RL_LIST_INIT;
    for (yaml_node_pair_t *pair = node->data.mapping.pairs.start; pair < node->data.mapping.pairs.top;
         pair++) {
        yaml_node_t *key = yaml_document_get_node(with->document, pair->key);
        if (key->type != YAML_SCALAR_NODE) {
            expected(with, key, what, "a key");
            continue;
        }
        if (rl_list_has(&seen, scalar(key)))
            rl_list_addf(with->problems, "%s:%d: %s: key \"%s\" stands here twice; leave one", with->path,
                         line_of(key), what, scalar(key));
        rl_list_addf(&seen, "%s", scalar(key));
        const cyaml_schema_field_t *field = fields;
        while (field->key && strcmp(field->key, scalar(key)) != 0)
            field++;
        if (field->key)
            explain_value(with, yaml_document_get_node(with->document, pair->value), field->key,
                          &field->value);
        else
            explain_key(with, key, what, fields);
    }
    for (const cyaml_schema_field_t *field = fields; field->key; field++)
        if (!(field->value.flags & CYAML_FLAG_OPTIONAL) && !rl_list_has(&seen, field->key))
            rl_list_addf(with->problems, "%s:%d: %s: key \"%s\" is missing", with->path, line_of(node), what,
                         field->key);
    rl_list_free(&seen);
}

static void explain_list(struct explainer *with, yaml_node_t *node, const char *what,
                         const cyaml_schema_value_t *entry)
{
    if (node->type != YAML_SEQUENCE_NODE) {
        expected(with, node, what, "a list: [a, b]");
        return;
    }
    for (yaml_node_item_t *item = node->data.sequence.items.start; item < node->data.sequence.items.top;
         item++)
        explain_value(with, yaml_document_get_node(with->document, *item), what, entry);
}

/* "clean" and "hang" may stand where an observer's map stands. */
static bool is_short_form(const yaml_node_t *node, const char *what)
{
    for (int i = 0; i < RL_WATCH_COUNT; i++)
        if (strcmp(what, rl_watcher_name((enum rl_watcher)i)) == 0)
            return node->type == YAML_SCALAR_NODE &&
                   (strcmp(scalar(node), "clean") == 0 || strcmp(scalar(node), "hang") == 0);
    return false;
}

static void explain_value(struct explainer *with, yaml_node_t *node, const char *what,
                          const cyaml_schema_value_t *schema)
{
    switch (schema->type) {
    case CYAML_MAPPING:
        if (is_short_form(node, what))
            break;
        if (node->type == YAML_SCALAR_NODE && schema->mapping.fields && schema->flags & CYAML_FLAG_POINTER &&
            strcmp(what, "files") != 0)
            expected(with, node, what, "clean, hang, or a map such as {always: [data-race]}");
        else
            explain_mapping(with, node, what, schema->mapping.fields);
        break;
    case CYAML_SEQUENCE:
        explain_list(with, node, what, schema->sequence.entry);
        break;
    case CYAML_BOOL:
        if (node->type != YAML_SCALAR_NODE ||
            (strcmp(scalar(node), "true") != 0 && strcmp(scalar(node), "false") != 0))
            expected(with, node, what, "true or false");
        break;
    case CYAML_ENUM:
        explain_enum(with, node, what, schema);
        break;
    case CYAML_UINT:
        if (node->type != YAML_SCALAR_NODE || !is_number(scalar(node)))
            expected(with, node, what, "a number, 0 or more");
        break;
    default:
        if (node->type != YAML_SCALAR_NODE || !*scalar(node))
            expected(with, node, what, "a text");
        break;
    }
}

void rl_yaml_explain(yaml_document_t *document, const struct rl_yaml_kind *kind, const char *path,
                     struct rl_list *problems)
{
    struct explainer with = {document, path, problems};
    yaml_node_t *root = yaml_document_get_root_node(document);
    if (!root)
        rl_list_addf(problems, "%s:1: the file is empty; %s", path, kind->see);
    else
        explain_mapping(&with, root, kind->name, kind->fields);
}

void rl_manifest_explain(struct rl_manifest_read *read, const char *path, struct rl_list *problems)
{
    const struct rl_yaml_kind kind = {"manifest", "docs/lab-format.md shows what a manifest holds",
                                      read->top};
    rl_yaml_explain(&read->document, &kind, path, problems);
}
