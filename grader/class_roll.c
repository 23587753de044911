/* SPDX-License-Identifier: MIT */
/* Who is in a class: a list in course.yaml, or a CSV file beside it. */
#include "class_internal.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* A learner is the name of a folder, and becomes the name of a file. */
static const char *objection(const char *id)
{
    if (!*id)
        return "is empty";
    if (*id == '.' || *id == '-')
        return "begins with a dot or a dash";
    if (strchr(id, '/'))
        return "holds a slash";
    for (const char *at = id; *at; at++)
        if ((unsigned char)*at < ' ' || *at == 127)
            return "holds a control character";
    return strlen(id) > 100 ? "is longer than 100 bytes" : NULL;
}

static void add(const struct rl_class_reading *with, const char *file, int line, char *id, char *name)
{
    struct rl_class *class = with->class;
    const char *why = objection(id);
    if (why)
        rl_list_addf(with->problems,
                     "%s:%d: the learner \"%.60s\" %s; expected the name of the learner's folder", file, line,
                     id, why);
    class->roll = rl_grow(class->roll, (class->roll_len + 1) * sizeof *class->roll);
    class->roll[class->roll_len++] = (struct rl_class_learner){id, name && *name ? name : NULL};
    if (name && !*name)
        free(name);
}

/* One cell of a line of CSV, with or without quotes; *at is moved behind it and its comma. NULL: no more. */
static char *take_cell(const char **at)
{
    struct rl_text cell = RL_TEXT_INIT;
    const char *from = *at;
    if (!*from)
        return NULL;
    if (*from == '"') {
        for (from++; *from && !(from[0] == '"' && from[1] != '"'); from++) {
            from += from[0] == '"';
            rl_text_add_bytes(&cell, from, 1);
        }
        from += *from == '"';
    } else {
        size_t length = strcspn(from, ",;");
        while (length > 0 && strchr(" \t\r", from[length - 1]))
            length--;
        rl_text_add_bytes(&cell, from, length);
        from += length;
    }
    from += strcspn(from, ",;");
    *at = from + (*from != '\0');
    return rl_text_take(&cell);
}

static void read_line(const struct rl_class_reading *with, const char *file, int number, const char *line)
{
    const char *at = line + strspn(line, " \t");
    char *id = take_cell(&at), *name = id ? take_cell(&at) : NULL;
    bool heading = number == 1 && id && strcasecmp(id, "learner") == 0;
    if (!id || heading || *id == '#') {
        free(id);
        free(name);
    } else {
        add(with, file, number, id, name);
    }
}

static void read_csv(const struct rl_class_reading *with)
{
    const struct rl_class *class = with->class;
    char *path = *class->roster == '/' ? rl_text_copy(class->roster)
                                       : rl_text_format("%s/%s", class->folder, class->roster);
    char *text = rl_text_read_file(path, NULL), *rest = text;
    if (!text)
        rl_list_addf(with->problems,
                     "%s:%d: roster: %s cannot be read: %s; expected a CSV file, one learner a line",
                     with->path, rl_class_line(with, "roster", -1), path, strerror(errno));
    if (text && strncmp(rest, "\xef\xbb\xbf", 3) == 0) /* as spreadsheets write it */
        rest += 3;
    int number = 0;
    for (char *line; (line = strsep(&rest, "\n"));) {
        line[strcspn(line, "\r")] = '\0';
        read_line(with, class->roster, ++number, line);
    }
    free(text);
    free(path);
}

static int by_id(const void *left, const void *right)
{
    return strcmp(((const struct rl_class_learner *)left)->id, ((const struct rl_class_learner *)right)->id);
}

void rl_class_read_roll(const struct rl_class_reading *with)
{
    struct rl_class *class = with->class;
    if (class->roster && class->learners)
        rl_list_addf(with->problems, "%s:%d: roster and learners both say who is in the class; leave one",
                     with->path, rl_class_line(with, "learners", -1));
    for (unsigned i = 0; i < class->learners_count; i++)
        add(with, with->path, rl_class_line(with, "learners", (int)i), rl_text_copy(class->learners[i]),
            NULL);
    if (class->roster)
        read_csv(with);
    if (class->roll_len > 1)
        qsort(class->roll, class->roll_len, sizeof *class->roll, by_id);
    for (size_t i = 1; i < class->roll_len; i++)
        if (strcmp(class->roll[i - 1].id, class->roll[i].id) == 0)
            rl_list_addf(with->problems, "%s: the learner \"%s\" stands there twice; leave one",
                         class->roster ? class->roster : with->path, class->roll[i].id);
}
