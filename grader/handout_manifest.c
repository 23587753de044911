/* SPDX-License-Identifier: MIT */
/* A lab's manifest for learners: the file they begin with, the scale they see, and no other. */
#include "handout.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <yaml.h>

static const char *text_of(const yaml_node_t *node)
{
    return node->type == YAML_SCALAR_NODE ? (const char *)node->data.scalar.value : "";
}

/* Only the entry of the file that learners begin with. */
static void keep_start(yaml_document_t *document, yaml_node_t *files, const char *start)
{
    yaml_node_pair_t *to = files->data.mapping.pairs.start;
    for (yaml_node_pair_t *pair = to; pair < files->data.mapping.pairs.top; pair++)
        if (strcmp(text_of(yaml_document_get_node(document, pair->key)), start) == 0)
            *to++ = *pair;
    files->data.mapping.pairs.top = to;
}

static void keep_first(yaml_node_t *list)
{
    if (list->data.sequence.items.top > list->data.sequence.items.start)
        list->data.sequence.items.top = list->data.sequence.items.start + 1;
}

static void strip(yaml_document_t *document, const char *start)
{
    yaml_node_t *root = yaml_document_get_root_node(document);
    for (yaml_node_pair_t *pair = root->data.mapping.pairs.start; pair < root->data.mapping.pairs.top;
         pair++) {
        const char *key = text_of(yaml_document_get_node(document, pair->key));
        yaml_node_t *value = yaml_document_get_node(document, pair->value);
        if (strcmp(key, "files") == 0 && value->type == YAML_MAPPING_NODE)
            keep_start(document, value, start);
        else if (strcmp(key, "scale_steps") == 0 && value->type == YAML_SEQUENCE_NODE)
            keep_first(value);
    }
}

static int take_bytes(void *ctx, unsigned char *bytes, size_t length)
{
    rl_text_add_bytes(ctx, bytes, length);
    return 1;
}

/* Frees the document, as libyaml does on every path. */
static bool dump(yaml_document_t *document, struct rl_text *out)
{
    yaml_emitter_t emitter;
    if (!yaml_emitter_initialize(&emitter))
        abort(); /* out of memory */
    yaml_emitter_set_output(&emitter, take_bytes, out);
    yaml_emitter_set_unicode(&emitter, 1);
    yaml_emitter_set_width(&emitter, 120);
    bool good =
        yaml_emitter_open(&emitter) && yaml_emitter_dump(&emitter, document) && yaml_emitter_close(&emitter);
    yaml_emitter_delete(&emitter);
    return good;
}

static char *rewrite(const char *text, size_t length, const char *start)
{
    yaml_parser_t parser;
    yaml_document_t document;
    struct rl_text out = RL_TEXT_INIT;
    if (!yaml_parser_initialize(&parser))
        abort(); /* out of memory */
    yaml_parser_set_input_string(&parser, (const unsigned char *)text, length);
    bool good = yaml_parser_load(&parser, &document) != 0;
    yaml_parser_delete(&parser);
    if (good) {
        rl_text_add(&out,
                    "# As learners get it: without the lab's fixes, and with the one scale that they see.\n");
        strip(&document, start);
        good = dump(&document, &out);
    }
    if (good)
        return rl_text_take(&out);
    rl_text_free(&out);
    return NULL;
}

char *rl_handout_manifest(const struct rl_lab *lab, const struct rl_manifest *manifest, char **why)
{
    size_t length = 0;
    char *path = rl_text_format("%s/lab.yaml", lab->folder), *text = rl_text_read_file(path, &length),
         *out = NULL;
    if (!text)
        *why = rl_text_format("%s cannot be read: %s", path, strerror(errno));
    else if (!(out = rewrite(text, length, rl_lab_kind_start(manifest->kind))))
        *why = rl_text_format("%s cannot be rewritten for learners", path);
    free(text);
    free(path);
    return out;
}
