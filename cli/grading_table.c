/* SPDX-License-Identifier: MIT */
/* The table at the end of grading: a line a learner, a column a lab. */
#include "grading.h"

#include <stdlib.h>
#include <string.h>

enum { NAME_MOST = 32, NAME_LEAST = 7, COLUMN_LEAST = 7 };

static bool needs_person(const struct rl_task *task)
{
    return task->verdict && (task->got < 0 || task->provisional);
}

static char *cell(const struct rl_task *task)
{
    if (!task)
        return rl_text_copy("-");
    if (task->state == RL_TASK_INFRA)
        return rl_text_copy("infra");
    if (task->state == RL_TASK_OPEN)
        return rl_text_copy("open");
    if (task->got < 0)
        return rl_text_copy("review");
    return rl_text_format("%.10g%s%s", task->got, task->provisional ? "?" : "", task->late ? "!" : "");
}

static void print_cell(const struct rl_style *style, const struct rl_task *task, int width)
{
    char *text = cell(task);
    const char *colour = !task                            ? style->dim
                         : task->state == RL_TASK_INFRA   ? style->red
                         : needs_person(task)             ? style->yellow
                         : task->got >= task->lab->points ? style->green
                                                          : "";
    printf("  %s%*s%s", colour, width, text, style->off);
    free(text);
}

static const struct rl_task *find(const struct rl_assignment *assignment, size_t from, const char *learner,
                                  const struct rl_task_lab *lab)
{
    for (size_t i = from; i < assignment->len && strcmp(assignment->tasks[i].learner, learner) == 0; i++)
        if (assignment->tasks[i].lab == lab)
            return &assignment->tasks[i];
    return NULL;
}

struct layout {
    const struct rl_style *style;
    const struct rl_labs_set *labs;
    int name, column;
    bool numbered; /* labs are too many for their names */
};

static size_t characters(const char *text)
{
    size_t count = 0;
    for (; *text; text++)
        count += (*text & 0xc0) != 0x80;
    return count;
}

static int longest_name(const struct rl_assignment *assignment)
{
    size_t longest = NAME_LEAST;
    for (size_t i = 0; i < assignment->len; i++) {
        char *shown = rl_text_name(assignment->tasks[i].learner);
        if (characters(shown) > longest)
            longest = characters(shown);
        free(shown);
    }
    return longest > NAME_MOST ? NAME_MOST : (int)longest;
}

static struct layout lay_out(const struct rl_assignment *assignment, const struct rl_labs_set *labs)
{
    struct layout layout = {.style = rl_cli_style(stdout), .labs = labs, .name = longest_name(assignment)};
    size_t longest = COLUMN_LEAST;
    for (size_t i = 0; i < labs->len; i++)
        if (strlen(labs->labs[i]->lab->id) > longest)
            longest = strlen(labs->labs[i]->lab->id);
    layout.numbered = (size_t)layout.name + (longest + 2) * labs->len + 10 > (size_t)rl_cli_width();
    layout.column = layout.numbered ? COLUMN_LEAST : (int)longest;
    return layout;
}

static void print_head(const struct layout *layout)
{
    for (size_t i = 0; layout->numbered && i < layout->labs->len; i++)
        printf("%s%2zu  %s (%g points)%s\n", layout->style->dim, i + 1, layout->labs->labs[i]->lab->id,
               layout->labs->labs[i]->points, layout->style->off);
    printf("%s%-*s", layout->style->bold, layout->name, "learner");
    for (size_t i = 0; i < layout->labs->len; i++)
        if (layout->numbered)
            printf("  %*zu", layout->column, i + 1);
        else
            printf("  %*s", layout->column, layout->labs->labs[i]->lab->id);
    printf("  %7s%s\n", layout->labs->len > 1 ? "sum" : "verdict", layout->style->off);
}

/* A name can hold anything; a long one keeps its end, which tells paths apart. */
static void print_name(const char *name, int width)
{
    char *shown = rl_text_name(name);
    size_t length = characters(shown), left_out = length > NAME_MOST ? length - NAME_MOST + 3 : 0;
    const char *from = shown;
    for (size_t i = 0; i < left_out; i++)
        do
            from++;
        while ((*from & 0xc0) == 0x80);
    int used = (int)(left_out ? NAME_MOST : length);
    printf("%s%s%*s", left_out ? "..." : "", from, width > used ? width - used : 0, "");
    free(shown);
}

static void print_learner(const struct layout *layout, const struct rl_assignment *assignment, size_t from,
                          const char *learner)
{
    double sum = 0;
    bool open = false;
    const struct rl_task *task = NULL;
    print_name(learner, layout->name);
    for (size_t i = 0; i < layout->labs->len; i++) {
        task = find(assignment, from, learner, layout->labs->labs[i]);
        print_cell(layout->style, task, layout->column);
        sum += task && task->got > 0 ? task->got : 0;
        open = open || (task && (task->got < 0 || task->provisional));
    }
    if (layout->labs->len > 1)
        printf("  %6.10g%s\n", sum, open ? "?" : " ");
    else
        printf("  %s\n", task && task->verdict ? task->verdict : "");
}

/* Those who handed in nothing, too. */
static void name_learners(const struct rl_assignment *assignment, struct rl_list *names)
{
    struct rl_list all = RL_LIST_INIT;
    for (size_t i = 0; i < assignment->len; i++)
        rl_list_add(&all, assignment->tasks[i].learner);
    for (size_t i = 0; i + 1 < assignment->missing.length; i += 2)
        rl_list_add(&all, assignment->missing.items[i]);
    rl_list_sort(&all);
    for (size_t i = 0; i < all.length; i++)
        if (i == 0 || strcmp(all.items[i], all.items[i - 1]) != 0)
            rl_list_add(names, all.items[i]);
    rl_list_free(&all);
}

static void print_learners(const struct layout *layout, const struct rl_assignment *assignment)
{
    struct rl_list names = RL_LIST_INIT;
    size_t from = 0;
    name_learners(assignment, &names);
    for (size_t i = 0; i < names.length; i++) {
        while (from < assignment->len && strcmp(assignment->tasks[from].learner, names.items[i]) < 0)
            from++;
        print_learner(layout, assignment, from, names.items[i]);
    }
    rl_list_free(&names);
}

static void print_faults(const struct rl_assignment *assignment)
{
    enum { MOST = 5 };
    size_t count = 0;
    for (size_t i = 0; i < assignment->len; i++) {
        const struct rl_task *task = &assignment->tasks[i];
        if (task->state == RL_TASK_INFRA && count++ < MOST) {
            char *shown = rl_text_name(task->learner);
            rl_cli_error("%s, %s was not judged: %s", shown, task->lab->lab->id, task->fault);
            free(shown);
        }
    }
    if (count > MOST)
        rl_cli_error("and %zu more were not judged", count - MOST);
}

void rl_grading_print(const struct rl_assignment *assignment, const struct rl_labs_set *labs,
                      const char *store)
{
    struct layout layout = lay_out(assignment, labs);
    size_t reused = 0, review = 0, unjudged = 0, late = 0;
    for (size_t i = 0; i < assignment->len; i++) {
        const struct rl_task *task = &assignment->tasks[i];
        reused += task->state == RL_TASK_REUSED;
        unjudged += task->state == RL_TASK_INFRA || task->state == RL_TASK_OPEN;
        review += needs_person(task);
        late += task->late;
    }
    print_head(&layout);
    print_learners(&layout, assignment);
    printf("\n%zu submissions: %zu judged now, %zu known from %s", assignment->len,
           assignment->len - reused - unjudged, reused, store);
    if (assignment->missing.length)
        printf("; %zu not handed in (-)", assignment->missing.length / 2);
    if (late)
        printf("; %zu late by the file's time (!)", late);
    putchar('\n');
    if (review)
        printf("%zu wait for a person (? or review): racelab review %s\n", review, store);
    fflush(stdout);
    print_faults(assignment);
    if (unjudged)
        rl_cli_error("%zu submissions have no verdict yet: mend what is said above (`racelab doctor` helps) "
                     "and give the "
                     "same command again; it goes on from here",
                     unjudged);
}
