/* SPDX-License-Identifier: MIT */
/* Finds the working copy that a folder belongs to, and reads which lab it is of. */
#include "workcopy.h"

#include <cyaml/cyaml.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct marker {
    unsigned format;
    char *lab;
};

static const cyaml_schema_field_t marker_fields[] = {
    CYAML_FIELD_UINT("format", CYAML_FLAG_DEFAULT, struct marker, format),
    CYAML_FIELD_STRING_PTR("lab", CYAML_FLAG_POINTER, struct marker, lab, 1, 256), CYAML_FIELD_END};
static const cyaml_schema_value_t marker_schema = {
    CYAML_VALUE_MAPPING(CYAML_FLAG_POINTER, struct marker, marker_fields)};

static void keep_log(cyaml_log_t level, void *ctx, const char *format, va_list args)
{
    (void)level;
    char *text = rl_text_vformat(format, args);
    text[strcspn(text, "\n")] = '\0';
    rl_list_take(ctx, text);
}

static bool read_marker(const char *path, char **lab, char **why)
{
    struct rl_list log = RL_LIST_INIT;
    struct marker *marker = NULL;
    const cyaml_config_t config = {.log_fn = keep_log,
                                   .log_ctx = &log,
                                   .log_level = CYAML_LOG_ERROR,
                                   .mem_fn = cyaml_mem,
                                   .flags = CYAML_CFG_IGNORE_UNKNOWN_KEYS};
    cyaml_err_t error = cyaml_load_file(path, &config, &marker_schema, (cyaml_data_t **)&marker, NULL);
    char *words = rl_list_join(&log, "; ");
    if (error != CYAML_OK || !marker)
        *why = rl_text_format(
            "%s does not say of which lab this folder is a working copy: %s%s%s. Write the line "
            "\"lab: GROUP/ID\" into it, or start anew in another folder",
            path, cyaml_strerror(error), *words ? ": " : "", words);
    else if (marker->format != 1)
        *why = rl_text_format("%s is of format %u, which this racelab does not know; a newer one made it",
                              path, marker->format);
    else
        *lab = rl_text_copy(marker->lab);
    free(words);
    rl_list_free(&log);
    cyaml_free(&config, &marker_schema, marker, 0);
    return *lab != NULL;
}

enum rl_workcopy_found rl_workcopy_find(const char *folder, struct rl_workcopy *out, char **why)
{
    *out = (struct rl_workcopy){0};
    *why = NULL;
    char *at = realpath(folder, NULL);
    while (at) {
        char *path = rl_text_format("%s/%s", strcmp(at, "/") == 0 ? "" : at, RL_WORKCOPY_FILE);
        bool there = access(path, F_OK) == 0;
        bool good = there && read_marker(path, &out->lab, why);
        free(path);
        if (good) {
            out->folder = at;
            return RL_WORKCOPY_HERE;
        }
        char *slash = strrchr(at, '/');
        if (there || !slash || !slash[1]) {
            free(at);
            return there ? RL_WORKCOPY_DAMAGED : RL_WORKCOPY_NONE;
        }
        slash[slash == at] = '\0';
    }
    return RL_WORKCOPY_NONE;
}

void rl_workcopy_free(struct rl_workcopy *copy)
{
    free(copy->folder);
    free(copy->lab);
    *copy = (struct rl_workcopy){0};
}
