/* SPDX-License-Identifier: MIT */
/* Reads lab.yaml: libyaml for line numbers, libcyaml by the schema for the values. */
#include "manifest.h"
#include "manifest_schema.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const char *rl_watcher_name(enum rl_watcher watcher)
{
    static const char *const names[RL_WATCH_COUNT] = {"explore", "tsan", "asan", "native"};
    return names[watcher];
}

const char *rl_lab_kind_name(enum rl_lab_kind kind)
{
    static const char *const names[] = {"fix", "calibrate", "measure", "build", "process"};
    return names[kind];
}

bool rl_lab_kind_has_variants(enum rl_lab_kind kind)
{
    return kind == RL_LAB_FIX || kind == RL_LAB_BUILD || kind == RL_LAB_CALIBRATE;
}

const char *rl_lab_kind_start(enum rl_lab_kind kind)
{
    return kind == RL_LAB_CALIBRATE ? "accused.c" : "buggy.c";
}

const char *rl_outcome_class_name(enum rl_outcome_class class)
{
    static const char *const names[] = {"acceptable", "interesting", "forbidden"};
    return names[class];
}

static bool load_document(struct rl_manifest_read *read, const char *text, size_t length, const char *path,
                          struct rl_list *problems)
{
    yaml_parser_t parser;
    if (!yaml_parser_initialize(&parser)) {
        rl_list_addf(problems, "%s: out of memory", path);
        return false;
    }
    yaml_parser_set_input_string(&parser, (const unsigned char *)text, length);
    read->has_document = yaml_parser_load(&parser, &read->document) != 0;
    if (!read->has_document) {
        const char *problem = parser.problem ? parser.problem : "cannot be parsed";
        bool colon = strstr(problem, "mapping values are not allowed") != NULL;
        rl_list_addf(problems, "%s:%zu: not YAML: %s%s%s%s", path, parser.problem_mark.line + 1, problem,
                     parser.context ? " " : "", parser.context ? parser.context : "",
                     colon ? "; a text that holds \": \" must stand in quotes" : "");
    }
    yaml_parser_delete(&parser);
    return read->has_document;
}

/* Where the character `column` of the line `line` (both from 0) lies in the text: libyaml counts characters.
 */
static size_t offset_of(const char *text, yaml_mark_t mark)
{
    const char *at = text;
    for (size_t line = 0; line < mark.line; line++)
        at = strchr(at, '\n') + 1;
    for (size_t column = 0; column < mark.column; column++) {
        at++;
        while ((*at & 0xc0) == 0x80)
            at++;
    }
    return (size_t)(at - text);
}

/* libcyaml knows no value that is either a word or a map, so `clean` and `hang` are written out as maps, on
 * their line. */
static char *write_out(char *text, const yaml_node_t *node, enum rl_watcher watcher)
{
    if (node->type != YAML_SCALAR_NODE)
        return text;
    const char *word = (const char *)node->data.scalar.value, *map = NULL;
    if (strcmp(word, "clean") == 0)
        map = "{}";
    else if (strcmp(word, "hang") == 0)
        map = watcher == RL_WATCH_EXPLORE ? "{primary: hang}" : "{always: [hang]}";
    if (!map)
        return text;
    size_t start = offset_of(text, node->start_mark), end = offset_of(text, node->end_mark);
    char *out = rl_text_format("%.*s%s%s", (int)start, text, map, text + end);
    free(text);
    return out;
}

struct short_form {
    const yaml_node_t *node;
    enum rl_watcher watcher;
};

static int later_first(const void *left, const void *right)
{
    const yaml_mark_t *a = &((const struct short_form *)left)->node->start_mark;
    const yaml_mark_t *b = &((const struct short_form *)right)->node->start_mark;
    return a->index < b->index ? 1 : a->index > b->index ? -1 : 0;
}

/* From the last to the first, so that the places of those still to come stay right. */
static char *write_out_all(struct rl_manifest_read *read, char *text)
{
    yaml_document_t *document = &read->document;
    yaml_node_t *files = rl_yaml_get(document, yaml_document_get_root_node(document), "files", NULL);
    if (!files || files->type != YAML_MAPPING_NODE)
        return text;
    size_t count = 0;
    struct short_form *forms = rl_alloc((read->names.length * RL_WATCH_COUNT) * sizeof *forms);
    for (size_t i = 0; i < read->names.length; i++) {
        yaml_node_t *file = rl_yaml_get(document, files, read->names.items[i], NULL);
        for (int watcher = 0; watcher < RL_WATCH_COUNT; watcher++) {
            yaml_node_t *node = rl_yaml_get(document, file, rl_watcher_name((enum rl_watcher)watcher), NULL);
            if (node)
                forms[count++] = (struct short_form){node, (enum rl_watcher)watcher};
        }
    }
    qsort(forms, count, sizeof *forms, later_first);
    for (size_t i = 0; i < count; i++)
        if (i == 0 || forms[i].node != forms[i - 1].node)
            text = write_out(text, forms[i].node, forms[i].watcher);
    free(forms);
    return text;
}

static void name_files(struct rl_manifest_read *read)
{
    yaml_document_t *document = &read->document;
    yaml_node_t *files = rl_yaml_get(document, yaml_document_get_root_node(document), "files", NULL);
    if (!files || files->type != YAML_MAPPING_NODE)
        return;
    for (yaml_node_pair_t *pair = files->data.mapping.pairs.start; pair < files->data.mapping.pairs.top;
         pair++) {
        yaml_node_t *key = yaml_document_get_node(document, pair->key);
        const char *name = key->type == YAML_SCALAR_NODE ? (const char *)key->data.scalar.value : "";
        if (*name && !rl_list_has(&read->names, name))
            rl_list_addf(&read->names, "%s", name);
    }
}

static void keep_log(cyaml_log_t level, void *ctx, const char *format, va_list args)
{
    (void)level;
    char *text = rl_text_vformat(format, args);
    text[strcspn(text, "\n")] = '\0';
    rl_list_take(ctx, text);
}

/* Reached only where the schema's explanation found nothing and libcyaml still objects: its own words, then.
 */
static void add_cyaml_words(const char *path, cyaml_err_t error, const struct rl_list *log,
                            struct rl_list *problems)
{
    char *words = rl_list_join(log, "; ");
    rl_list_addf(problems, "%s: %s: %s", path, cyaml_strerror(error), words);
    free(words);
}

static void fill_defaults(struct rl_manifest *manifest)
{
    unsigned *runs[] = {&manifest->runs.tsan, &manifest->runs.asan, &manifest->runs.native};
    enum rl_scale *scales[] = {&manifest->scale.tsan, &manifest->scale.asan, &manifest->scale.native};
    for (int i = 0; i < 3; i++) {
        if (*runs[i] == 0)
            *runs[i] = 1;
        if (*scales[i] == RL_SCALE_DEFAULT)
            *scales[i] = RL_SCALE_LARGE;
    }
    if (manifest->budget == 0)
        manifest->budget = 100000;
    if (manifest->time == 0)
        manifest->time = 20;
}

static struct rl_manifest *load(struct rl_manifest_read *read, const char *text, const char *path,
                                struct rl_list *problems)
{
    struct rl_list log = RL_LIST_INIT;
    cyaml_config_t config = rl_manifest_cyaml;
    config.log_fn = keep_log;
    config.log_ctx = &log;
    cyaml_data_t *data = NULL;
    cyaml_err_t error =
        cyaml_load_data((const uint8_t *)text, strlen(text), &config, &read->root, &data, NULL);
    if (error != CYAML_OK)
        add_cyaml_words(path, error, &log, problems);
    rl_list_free(&log);
    struct rl_manifest *manifest = data;
    if (error != CYAML_OK || !manifest)
        return NULL;
    manifest->own = read;
    manifest->files_count = manifest->files ? read->names.length : 0;
    yaml_node_t *files =
        rl_yaml_get(&read->document, yaml_document_get_root_node(&read->document), "files", NULL);
    for (size_t i = 0; i < manifest->files_count; i++) {
        manifest->files[i].name = read->names.items[i];
        rl_yaml_get(&read->document, files, manifest->files[i].name, &manifest->files[i].line);
    }
    fill_defaults(manifest);
    return manifest;
}

struct rl_manifest *rl_manifest_read(const char *folder, const char *shown, struct rl_list *problems)
{
    char *real = rl_text_format("%s/lab.yaml", folder), *path = rl_text_format("%s/lab.yaml", shown);
    size_t length = 0, before = problems->length;
    char *text = rl_text_read_file(real, &length);
    struct rl_manifest_read *read = rl_alloc(sizeof *read);
    struct rl_manifest *manifest = NULL;
    if (!text)
        rl_list_addf(problems, "%s: cannot be read: %s", path, strerror(errno));
    else if (strlen(text) != length)
        rl_list_addf(problems, "%s:%zu: a NUL byte; a manifest is plain text", path,
                     rl_text_count_lines(text));
    else if (load_document(read, text, length, path, problems)) {
        name_files(read);
        rl_manifest_schema_make(read);
        rl_manifest_explain(read, path, problems);
        if (problems->length == before) {
            text = write_out_all(read, text);
            manifest = load(read, text, path, problems);
        }
    }
    if (manifest)
        rl_manifest_check(manifest, folder, path, problems);
    else
        rl_manifest_schema_free(read);
    if (manifest && problems->length > before) {
        rl_manifest_free(manifest);
        manifest = NULL;
    }
    free(text);
    free(path);
    free(real);
    return manifest;
}

void rl_manifest_free(struct rl_manifest *manifest)
{
    if (!manifest)
        return;
    struct rl_manifest_read *read = manifest->own;
    cyaml_free(&rl_manifest_cyaml, &read->root, manifest, 0);
    rl_manifest_schema_free(read);
}

const struct rl_manifest_file *rl_manifest_file(const struct rl_manifest *manifest, const char *name)
{
    for (size_t i = 0; i < manifest->files_count; i++)
        if (strcmp(manifest->files[i].name, name) == 0)
            return &manifest->files[i];
    return NULL;
}

bool rl_outcome_matches(const char *pattern, const char *text)
{
    size_t length = strlen(pattern);
    if (length > 0 && pattern[length - 1] == '*')
        return strncmp(pattern, text, length - 1) == 0;
    return strcmp(pattern, text) == 0;
}

const struct rl_manifest_outcome *rl_manifest_outcome(const struct rl_manifest *manifest, const char *text)
{
    for (unsigned i = 0; i < manifest->outcomes_count; i++)
        if (rl_outcome_matches(manifest->outcomes[i].text, text))
            return &manifest->outcomes[i];
    return NULL;
}

bool rl_expectation_is_clean(const struct rl_expectation *expectation)
{
    return expectation && !expectation->primary && !expectation->status && expectation->may_also_count == 0 &&
           expectation->always_count == 0 && expectation->may_count == 0;
}

unsigned rl_manifest_runs(const struct rl_manifest *manifest, enum rl_watcher watcher)
{
    switch (watcher) {
    case RL_WATCH_TSAN:
        return manifest->runs.tsan;
    case RL_WATCH_ASAN:
        return manifest->runs.asan;
    case RL_WATCH_NATIVE:
        return manifest->runs.native;
    default:
        return 1;
    }
}

enum rl_scale rl_manifest_scale(const struct rl_manifest *manifest, enum rl_watcher watcher)
{
    switch (watcher) {
    case RL_WATCH_TSAN:
        return manifest->scale.tsan;
    case RL_WATCH_ASAN:
        return manifest->scale.asan;
    case RL_WATCH_NATIVE:
        return manifest->scale.native;
    default:
        return RL_SCALE_DEFAULT; /* explore: small, and replay strings are made of what was asked for */
    }
}
