/* SPDX-License-Identifier: MIT */
/* Reads course.yaml: libyaml for line numbers, libcyaml by the schema for the values. */
#include "class_internal.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>

int rl_class_line(const struct rl_class_reading *with, const char *key, int index)
{
    int line = 1;
    yaml_node_t *root = yaml_document_get_root_node(with->document);
    yaml_node_t *value = rl_yaml_get(with->document, root, key, &line);
    if (value && index >= 0 && value->type == YAML_SEQUENCE_NODE) {
        yaml_node_item_t *item = value->data.sequence.items.start + index;
        if (item < value->data.sequence.items.top)
            return (int)yaml_document_get_node(with->document, *item)->start_mark.line + 1;
    }
    return line;
}

/* "Z", "+02:00", "-0130". */
static bool take_offset(const char *text, long *seconds)
{
    int hours, minutes, end = 0;
    char sign;
    *seconds = 0;
    if (strcmp(text, "Z") == 0)
        return true;
    if (sscanf(text, "%c%2d:%2d%n", &sign, &hours, &minutes, &end) != 3 || text[end] || hours < 0 ||
        hours > 14 || minutes < 0 || minutes > 59 || (sign != '+' && sign != '-'))
        return false;
    *seconds = (sign == '-' ? -1 : 1) * (hours * 3600L + minutes * 60L);
    return true;
}

bool rl_class_time(const char *text, long long *out)
{
    struct tm parts = {.tm_isdst = -1};
    long offset;
    char *rest = strptime(text, "%Y-%m-%d %H:%M", &parts);
    if (!rest)
        rest = strptime(text, "%Y-%m-%dT%H:%M", &parts);
    if (!rest)
        return false;
    rest += strspn(rest, " ");
    if (!*rest)
        *out = (long long)mktime(&parts);
    else if (take_offset(rest, &offset))
        *out = (long long)timegm(&parts) - offset;
    else
        return false;
    return *out > 0;
}

static void check_labs(const struct rl_class_reading *with)
{
    struct rl_class *class = with->class;
    if (class->labs_count == 0)
        rl_list_addf(with->problems, "%s:%d: labs: found none, expected at least one \"- lab: NAME\"",
                     with->path, rl_class_line(with, "labs", -1));
    for (unsigned i = 0; i < class->labs_count; i++) {
        struct rl_class_lab *lab = &class->labs[i];
        int line = rl_class_line(with, "labs", (int)i);
        if (lab->due && !rl_class_time(lab->due, &lab->due_at))
            rl_list_addf(with->problems,
                         "%s:%d: due: found \"%.40s\", expected a time as 2026-12-01 23:59 +01:00",
                         with->path, line, lab->due);
        if (lab->points == 0)
            lab->points = 100;
        for (unsigned j = 0; j < i; j++)
            if (strcmp(class->labs[j].lab, lab->lab) == 0)
                rl_list_addf(with->problems, "%s:%d: the lab %s stands there twice; leave one", with->path,
                             line, lab->lab);
    }
}

static void check(const struct rl_class_reading *with)
{
    struct rl_class *class = with->class;
    const char *own = class->options.labs;
    if (class->format != 1)
        rl_list_addf(with->problems, "%s:%d: format: found %u, expected 1 (a newer racelab may read this)",
                     with->path, rl_class_line(with, "format", -1), class->format);
    if (own)
        class->own_labs = *own == '/' ? rl_text_copy(own) : rl_text_format("%s/%s", class->folder, own);
    check_labs(with);
    rl_class_read_roll(with);
}

static void keep_log(cyaml_log_t level, void *ctx, const char *format, va_list args)
{
    (void)level;
    rl_list_take(ctx, rl_text_vformat(format, args));
}

/* Reached only where the schema's explanation found nothing and libcyaml still objects: its own words, then.
 */
static struct rl_class *load(const char *text, size_t length, const char *path, struct rl_list *problems)
{
    struct rl_list log = RL_LIST_INIT;
    cyaml_config_t config = rl_manifest_cyaml;
    cyaml_data_t *data = NULL;
    config.log_fn = keep_log;
    config.log_ctx = &log;
    cyaml_err_t error =
        cyaml_load_data((const uint8_t *)text, length, &config, &rl_class_schema, &data, NULL);
    if (error != CYAML_OK) {
        char *words = rl_list_join(&log, "; ");
        rl_list_addf(problems, "%s: %s: %s", path, cyaml_strerror(error), words);
        free(words);
    }
    rl_list_free(&log);
    return error == CYAML_OK ? data : NULL;
}

static bool load_document(const char *text, size_t length, const char *path, yaml_document_t *document,
                          struct rl_list *problems)
{
    yaml_parser_t parser;
    if (!yaml_parser_initialize(&parser))
        abort(); /* out of memory */
    yaml_parser_set_input_string(&parser, (const unsigned char *)text, length);
    bool good = yaml_parser_load(&parser, document) != 0;
    if (!good)
        rl_list_addf(problems, "%s:%zu: not YAML: %s%s%s", path, parser.problem_mark.line + 1,
                     parser.problem ? parser.problem : "cannot be parsed", parser.context ? " " : "",
                     parser.context ? parser.context : "");
    yaml_parser_delete(&parser);
    return good;
}

static char *folder_of(const char *path)
{
    const char *slash = strrchr(path, '/');
    return !slash          ? rl_text_copy(".")
           : slash == path ? rl_text_copy("/")
                           : rl_text_format("%.*s", (int)(slash - path), path);
}

struct rl_class *rl_class_read(const char *path, struct rl_list *problems)
{
    static const struct rl_yaml_kind kind = {"course", "`racelab new-course` writes one to begin with",
                                             rl_class_fields};
    size_t length = 0, before = problems->length;
    char *text = rl_text_read_file(path, &length);
    struct rl_class *class = NULL;
    yaml_document_t document;
    if (!text) {
        rl_list_addf(problems, "%s: cannot be read: %s; `racelab new-course` writes one", path,
                     strerror(errno));
        return NULL;
    }
    if (load_document(text, length, path, &document, problems)) {
        rl_yaml_explain(&document, &kind, path, problems);
        if (problems->length == before)
            class = load(text, length, path, problems);
        if (class) {
            struct rl_class_reading with = {class, &document, path, problems};
            class->folder = folder_of(path);
            check(&with);
        }
        yaml_document_delete(&document);
    }
    free(text);
    if (problems->length > before) {
        rl_class_free(class);
        return NULL;
    }
    return class;
}

void rl_class_free(struct rl_class *class)
{
    if (!class)
        return;
    for (size_t i = 0; i < class->roll_len; i++) {
        free(class->roll[i].id);
        free(class->roll[i].name);
    }
    free(class->roll);
    free(class->folder);
    free(class->own_labs);
    cyaml_free(&rl_manifest_cyaml, &rl_class_schema, class, 0);
}
