/* SPDX-License-Identifier: MIT */
/* Draws a trace: a column a thread where they fit, else a list with the thread's name at each step. */
#include "trace.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sanitizers/observer.h"
#include "sanitizers/text.h"
#include "source.h"

enum { THREADS_MOST = 64, NUMBER_COLUMNS = 5, NARROWEST = 15, COLUMNS_MOST = 4 };

enum life { NOT_YET, LIVES, WAITS, ENDED };

struct drawing {
    FILE *out;
    const struct rl_explore_style *style;
    int threads;
    int column_width;          /* 0: a list */
    char *names[THREADS_MOST]; /* of threads that act, or are waited for; NULL: none */
    enum life life[THREADS_MOST];
    char *waits[THREADS_MOST]; /* what each blocked thread waits for, as last drawn */
    int name_width;            /* of a list: columns of the longest name */
    int last;                  /* who acted last; -1: nobody yet */
};

static int id_of(const json_t *thread)
{
    int id = (int)json_integer_value(json_object_get(thread, "id"));
    return id >= 0 && id < THREADS_MOST ? id : THREADS_MOST - 1;
}

static const char *string_of(const json_t *object, const char *key)
{
    const char *text = json_string_value(json_object_get(object, key));
    return text ? text : "";
}

static void learn_thread(struct drawing *drawing, const json_t *thread)
{
    int id = id_of(thread);
    if (!drawing->names[id])
        drawing->names[id] = rl_text_copy(string_of(thread, "name"));
    if (rl_style_columns(drawing->names[id]) > drawing->name_width)
        drawing->name_width = rl_style_columns(drawing->names[id]);
    if (id >= drawing->threads)
        drawing->threads = id + 1;
}

static void learn_threads(struct drawing *drawing, const json_t *steps)
{
    size_t index;
    json_t *step;
    json_array_foreach(steps, index, step)
    {
        size_t i;
        json_t *entry;
        learn_thread(drawing, json_object_get(step, "thread"));
        json_array_foreach(json_object_get(step, "enabled"), i, entry) learn_thread(drawing, entry);
        json_array_foreach(json_object_get(step, "blocked"), i, entry)
            learn_thread(drawing, json_object_get(entry, "thread"));
    }
    int room = drawing->style->width - NUMBER_COLUMNS;
    int width = drawing->threads ? room / drawing->threads : 0;
    int most = drawing->style->width > 100 ? drawing->style->width / 25 : COLUMNS_MOST;
    drawing->column_width = drawing->threads > most || width < NARROWEST ? 0 : width;
}

static const char *lifeline(const struct drawing *drawing, int thread)
{
    switch (drawing->life[thread]) {
    case LIVES:
        return drawing->style->unicode ? "│" : "|";
    case WAITS:
        return drawing->style->unicode ? "┆" : ":";
    default:
        return " ";
    }
}

/* The beginning of a line: the step's number, and the lifelines left of column `thread`. Returns the column
 * reached. */
static int draw_left(const struct drawing *drawing, const char *number, int until, int column)
{
    const struct rl_explore_style *style = drawing->style;
    fprintf(drawing->out, "%*s%s%s%s", NUMBER_COLUMNS - 2 - rl_style_columns(number), "", style->dim, number,
            style->off);
    int at = NUMBER_COLUMNS - 2;
    for (int i = 0; i < until; i++) {
        int start = NUMBER_COLUMNS + i * drawing->column_width;
        if (start >= column - 1)
            break;
        fprintf(drawing->out, "%*s%s%s%s", start - at, "", style->dim, lifeline(drawing, i), style->off);
        at = start + 1;
    }
    fprintf(drawing->out, "%*s", column - at, "");
    return column;
}

/* The lifelines right of what has been drawn up to column `at`. */
static void draw_right(const struct drawing *drawing, int from, int at)
{
    const struct rl_explore_style *style = drawing->style;
    for (int i = from; i < drawing->threads; i++) {
        int start = NUMBER_COLUMNS + i * drawing->column_width;
        if (start <= at || *lifeline(drawing, i) == ' ')
            continue;
        fprintf(drawing->out, "%*s%s%s%s", start - at, "", style->dim, lifeline(drawing, i), style->off);
        at = start + 1;
    }
    fputc('\n', drawing->out);
}

/* One line in a thread's column. It may run on over the columns to the right, and moves left where it must.
 */
static void draw_in_column(const struct drawing *drawing, int thread, const char *number, const char *colour,
                           const char *text)
{
    const struct rl_explore_style *style = drawing->style;
    int start = NUMBER_COLUMNS + thread * drawing->column_width;
    int length = rl_style_columns(text);
    if (start + length > style->width)
        start = style->width - length > NUMBER_COLUMNS ? style->width - length : NUMBER_COLUMNS;
    char *cut = rl_style_cut(style, text, style->width - start);
    draw_left(drawing, number, thread, start);
    fprintf(drawing->out, "%s%s%s", colour, cut, style->off);
    draw_right(drawing, thread + 1, start + rl_style_columns(cut));
    free(cut);
}

/* The same for words that may be broken: what does not fit beside the column goes on below, in the column. */
static void draw_wrapped(const struct drawing *drawing, int thread, const char *number, const char *colour,
                         const char *text)
{
    int room = drawing->style->width - NUMBER_COLUMNS - thread * drawing->column_width;
    char line[512] = "";
    bool first = true;
    while (*text) {
        size_t length = strcspn(text, " ");
        char word[256];
        snprintf(word, sizeof word, "%.*s", (int)length, text);
        if (*line && rl_style_columns(line) + 1 + rl_style_columns(word) > room - (first ? 0 : 2)) {
            draw_in_column(drawing, thread, first ? number : "", colour, line);
            snprintf(line, sizeof line, "  %s", word);
            first = false;
        } else {
            size_t used = strlen(line);
            snprintf(line + used, sizeof line - used, "%s%s", used ? " " : "", word);
        }
        text += length;
        while (*text == ' ')
            text++;
    }
    draw_in_column(drawing, thread, first ? number : "", colour, line);
}

static void draw_in_list(const struct drawing *drawing, const char *number, const char *colour,
                         const char *name, const char *text)
{
    const struct rl_explore_style *style = drawing->style;
    char *line = rl_text_format("%s%*s  %s", name, drawing->name_width - rl_style_columns(name), "", text);
    char *cut = rl_style_cut(style, line, style->width - NUMBER_COLUMNS);
    fprintf(drawing->out, "%*s%s%s%s  %s%s%s\n", NUMBER_COLUMNS - 2 - rl_style_columns(number), "",
            style->dim, number, style->off, colour, cut, style->off);
    free(cut);
    free(line);
}

static void draw_line(const struct drawing *drawing, int thread, const char *number, const char *colour,
                      const char *text, bool named)
{
    if (drawing->column_width && named)
        draw_wrapped(drawing, thread, number, colour, text);
    else if (drawing->column_width)
        draw_in_column(drawing, thread, number, colour, text);
    else
        draw_in_list(drawing, number, colour, named ? drawing->names[thread] : "", text);
}

static void draw_heads(const struct drawing *drawing)
{
    const struct rl_explore_style *style = drawing->style;
    if (!drawing->column_width)
        return;
    fprintf(drawing->out, "%*s", NUMBER_COLUMNS, "");
    for (int i = 0; i < drawing->threads; i++) {
        char *name =
            rl_style_cut(style, drawing->names[i] ? drawing->names[i] : "", drawing->column_width - 1);
        fprintf(drawing->out, "%s%s%s", style->bold, name, style->off);
        if (i + 1 < drawing->threads)
            fprintf(drawing->out, "%*s", drawing->column_width - rl_style_columns(name), "");
        free(name);
    }
    fputc('\n', drawing->out);
}

/* Who has begun to wait since the step before: told once, in the column of the one who waits. */
static void draw_waits(struct drawing *drawing, const json_t *step)
{
    char *now[THREADS_MOST] = {0};
    size_t index;
    json_t *entry;
    json_array_foreach(json_object_get(step, "blocked"), index, entry)
    {
        int id = id_of(json_object_get(entry, "thread"));
        const char *on = string_of(json_object_get(entry, "on"), "name");
        bool join = strcmp(string_of(entry, "operation"), "thread_join") == 0;
        if (!now[id])
            now[id] = rl_text_format("waits for %s%s", *on ? on : "something", join ? " to end" : "");
    }
    for (int i = 0; i < drawing->threads; i++) {
        if (now[i])
            drawing->life[i] = WAITS;
        else if (drawing->life[i] == WAITS)
            drawing->life[i] = LIVES;
        if (now[i] && (!drawing->waits[i] || strcmp(now[i], drawing->waits[i]) != 0))
            draw_line(drawing, i, "", drawing->style->yellow, now[i], true);
        free(drawing->waits[i]);
        drawing->waits[i] = now[i];
    }
}

/* The code of a line is what matters beside a step. */
static char *without_comment(const char *source)
{
    const char *end = strstr(source, "/*");
    const char *line_end = strstr(source, "//");
    if (line_end && (!end || line_end < end))
        end = line_end;
    size_t length = end && end > source ? (size_t)(end - source) : strlen(source);
    while (length && source[length - 1] == ' ')
        length--;
    return rl_text_format("%.*s", (int)length, source);
}

static void draw_place(const struct drawing *drawing, int thread, const json_t *place)
{
    if (!place)
        return;
    char *source = without_comment(string_of(place, "source"));
    char *text = rl_text_format("%s:%d  %s", string_of(place, "file"),
                                (int)json_integer_value(json_object_get(place, "line")), source);
    draw_line(drawing, thread, "", drawing->style->dim, text, false);
    free(text);
    free(source);
}

/* Starting and ending happen at no line of the program. */
static bool has_no_line(const char *operation)
{
    return strcmp(operation, "thread_start") == 0 || strcmp(operation, "thread_end") == 0 ||
           strcmp(operation, "exit") == 0;
}

static int thread_named(const struct drawing *drawing, const char *name)
{
    for (int i = 0; i < drawing->threads; i++) {
        if (drawing->names[i] && strcmp(drawing->names[i], name) == 0)
            return i;
    }
    return -1;
}

static void begin_life(struct drawing *drawing, const char *name)
{
    int thread = thread_named(drawing, name);
    if (thread >= 0 && drawing->life[thread] == NOT_YET)
        drawing->life[thread] = LIVES;
}

static void draw_step(struct drawing *drawing, const json_t *step, size_t number)
{
    int thread = id_of(json_object_get(step, "thread"));
    const char *operation = string_of(step, "operation");
    char *words = rl_trace_words(step);
    char *change = rl_trace_change(step, drawing->style);
    char *line = change ? rl_text_format("%s: %s", words, change) : rl_text_copy(words);
    char *digits = rl_text_format("%zu", number);
    draw_waits(drawing, step);
    if (drawing->life[thread] == NOT_YET)
        drawing->life[thread] = LIVES;
    if (strcmp(operation, "thread_create") == 0)
        begin_life(drawing, string_of(json_object_get(step, "object"), "name"));
    draw_line(drawing, thread, digits, thread == drawing->last ? "" : drawing->style->bold, line, true);
    if (!has_no_line(operation))
        draw_place(drawing, thread, json_object_get(step, "place"));
    if (strcmp(operation, "thread_end") == 0 || strcmp(operation, "exit") == 0)
        drawing->life[thread] = ENDED;
    drawing->last = thread;
    free(digits);
    free(line);
    free(change);
    free(words);
}

static void draw_rule(const struct drawing *drawing, const struct rl_finding *broke)
{
    const struct rl_explore_style *style = drawing->style;
    const char *dash = style->unicode ? "─" : "-";
    const char *name = rl_hazard_name(broke->hazard);
    fprintf(drawing->out, "%s%s%s%s %s%shere it breaks: %s%s %s", style->dim, dash, dash, style->off,
            style->bold, style->red, name, style->off, style->dim);
    for (int i = 20 + (int)strlen(name); i < style->width; i++)
        fputs(dash, drawing->out);
    fprintf(drawing->out, "%s\n", style->off);
}

/* "writes 'stock'" for a side of a race; NULL: its own words are better. */
static char *access_words(const struct rl_finding *broke, const struct rl_side *side)
{
    const char *begin = broke->object ? strchr(broke->object, '\'') : NULL;
    const char *end = begin ? strchr(begin + 1, '\'') : NULL;
    if (broke->hazard != RL_HAZARD_DATA_RACE || !end)
        return NULL;
    return rl_text_format("%s %.*s", strstr(side->what, "write") ? "writes" : "reads", (int)(end - begin - 1),
                          begin + 1);
}

/* Each side in its thread's column: what it did, or waits for, and its line. */
static void draw_break(const struct drawing *drawing, const struct rl_finding *broke,
                       const char *const *sources)
{
    const struct rl_explore_style *style = drawing->style;
    draw_rule(drawing, broke);
    for (size_t i = 0; i < broke->sides_len; i++) {
        const struct rl_side *side = &broke->sides[i];
        int thread = thread_named(drawing, side->thread);
        if (thread < 0)
            continue;
        char *whole = rl_source_line(sources, side->place.file, side->place.line);
        char *source = whole ? without_comment(whole) : NULL;
        free(whole);
        char *place = side->place.file ? rl_text_format("%s:%d  %s", side->place.file, side->place.line,
                                                        source ? source : "")
                                       : NULL;
        char *words = access_words(broke, side);
        draw_line(drawing, thread, style->unicode ? "✗" : "x", style->red, words ? words : side->what, true);
        free(words);
        if (place)
            draw_line(drawing, thread, "", style->dim, place, false);
        free(place);
        free(source);
    }
}

void rl_trace_print(FILE *out, const json_t *steps, const struct rl_finding *broke, size_t broke_len,
                    const char *const *sources, const struct rl_explore_style *style)
{
    struct drawing drawing = {.out = out, .style = style, .last = -1};
    size_t index;
    json_t *step;
    learn_threads(&drawing, steps);
    draw_heads(&drawing);
    drawing.life[0] = LIVES;
    json_int_t before = -1;
    json_array_foreach(steps, index, step)
    {
        const json_t *at = json_object_get(step, "position");
        json_int_t position = at ? json_integer_value(at) : (json_int_t)index;
        if (position > before + 1 && index > 0)
            fprintf(out, "%s(%lld more steps)%s\n", style->dim, (long long)(position - before - 1), style->off);
        draw_step(&drawing, step, (size_t)position + 1);
        before = position;
    }
    for (size_t i = 0; i < broke_len; i++)
        draw_break(&drawing, &broke[i], sources);
    for (int i = 0; i < THREADS_MOST; i++) {
        free(drawing.names[i]);
        free(drawing.waits[i]);
    }
}
