/* SPDX-License-Identifier: MIT */
/* Gathers each learner's verdicts and writes them down. */
#include "letters.h"
#include "format.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

char *rl_letters_file_name(const char *learner)
{
    struct rl_text name = RL_TEXT_INIT;
    char *showable = rl_text_showable(learner, strlen(learner));
    bool text = strcmp(showable, learner) == 0; /* else it has bytes that a file's name had better not have */
    free(showable);
    for (const char *at = learner; *at; at++) {
        unsigned char byte = (unsigned char)*at;
        bool plain = byte >= ' ' && byte != 127 && !strchr("/%\\:*?\"<>|", *at) && (text || byte < 128);
        if (plain && (at != learner || (*at != '.' && *at != '-')))
            rl_text_add_bytes(&name, at, 1);
        else
            rl_text_addf(&name, "%%%02x", (unsigned char)*at);
    }
    return rl_text_take(&name);
}

/* What the format of a summary leaves out: what concerns this learner's hand-in, and what a person said. */
static void add_notes(FILE *to, const json_t *verdicts)
{
    size_t index;
    json_t *verdict;
    json_array_foreach((json_t *)verdicts, index, verdict)
    {
        const json_t *review = json_object_get(verdict, "review");
        const char *lab = rl_format_text(verdict, "lab");
        if (json_is_true(json_object_get(json_object_get(verdict, "submission"), "late")))
            fprintf(to, "\n%s was handed in after its due time.\n", lab);
        if (json_is_true(json_object_get(json_object_get(verdict, "points"), "unchanged")))
            fprintf(to, "\n%s: this is the file that the lab hands out, unchanged.\n", lab);
        if (review)
            fprintf(to, "\n%s was looked at by a person: %s.\n", lab, rl_format_text(review, "decision"));
    }
}

void rl_letter_markdown(FILE *to, const json_t *verdicts, enum rl_feedback feedback, const char *title)
{
    struct rl_format_options options = {.feedback = feedback, .title = title};
    rl_format_write_summary(to, verdicts, &options);
    add_notes(to, verdicts);
}

typedef void write_letter(FILE *to, const json_t *verdicts, enum rl_feedback feedback, const char *title);

struct writing {
    const struct rl_letters *letters;
    char *learner; /* whose verdicts are being gathered; NULL: nobody's yet */
    json_t *verdicts;
    size_t count;
    char *why;
};

/* Beside it and renamed: a reader sees the old letter or the new one. */
static void write_file(struct writing *with, const char *end, write_letter *write, const char *title)
{
    char *name = rl_letters_file_name(with->learner);
    char *path = rl_text_format("%s/%s.%s", with->letters->folder, name, end),
         *beside = rl_text_format("%s.new", path);
    FILE *file = fopen(beside, "we");
    if (file)
        write(file, with->verdicts, with->letters->feedback, title);
    bool good = file && fflush(file) == 0 && !ferror(file);
    if (file && fclose(file) != 0)
        good = false;
    if ((!good || rename(beside, path) != 0) && !with->why)
        with->why = rl_text_format("%s cannot be written: %s", path, strerror(errno));
    free(beside);
    free(path);
    free(name);
}

static void end_learner(struct writing *with)
{
    const struct rl_letters *letters = with->letters;
    if (!with->learner)
        return;
    const char *name = letters->name_of ? letters->name_of(letters->ctx, with->learner) : NULL;
    char *shown = rl_text_name(name ? name : with->learner),
         *title = rl_text_format("%s: %s", letters->title ? letters->title : "racelab", shown);
    free(shown);
    if (json_array_size(with->verdicts) > 0 && !with->why) {
        write_file(with, "md", rl_letter_markdown, title);
        write_file(with, "html", rl_letter_html, title);
        with->count++;
    }
    free(title);
    free(with->learner);
    with->learner = NULL;
    json_array_clear(with->verdicts);
}

static bool take(void *ctx, const struct rl_store_row *row)
{
    struct writing *with = ctx;
    if (with->learner && strcmp(with->learner, row->learner) != 0)
        end_learner(with);
    if (!with->learner)
        with->learner = rl_text_copy(row->learner);
    if (row->verdict)
        json_array_append(with->verdicts, row->verdict);
    return !with->why;
}

bool rl_letters_write(struct rl_store *store, const struct rl_letters *letters, size_t *count, char **why)
{
    struct writing with = {.letters = letters, .verdicts = json_array()};
    *why = NULL;
    if (mkdir(letters->folder, 0777) != 0 && errno != EEXIST)
        with.why = rl_text_format("the folder %s cannot be made: %s", letters->folder, strerror(errno));
    else
        rl_store_each(store, take, &with, why);
    end_learner(&with);
    json_decref(with.verdicts);
    *count = with.count;
    if (with.why) {
        free(*why);
        *why = with.why;
    }
    return *why == NULL;
}
