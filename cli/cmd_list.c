/* SPDX-License-Identifier: MIT */
/* racelab list: the labs, by group, and which of them are solved. */
#include "catalogue.h"
#include "describe.h"
#include "workplace.h"

#include <stdlib.h>
#include <string.h>

enum form { FORM_TEXT, FORM_JSON, FORM_NAMES, FORM_MARKDOWN };

static const struct argp_option options[] = {
    {"json", 'j', NULL, 0, "print JSON (racelab/course/v1)", 0},
    {"markdown", 'm', NULL, 0, "print the catalogue for instructors (docs/catalogue.md)", 0},
    {"names", 'n', NULL, 0, "print the labs' ids only, one a line", 0},
    {0}};

static error_t parse(int key, char *arg, struct argp_state *state)
{
    enum form *form = state->input;
    switch (key) {
    case 'j':
        *form = FORM_JSON;
        return 0;
    case 'm':
        *form = FORM_MARKDOWN;
        return 0;
    case 'n':
        *form = FORM_NAMES;
        return 0;
    case ARGP_KEY_ARG:
        argp_error(state, "list takes no argument; `racelab show %s` shows a lab", arg);
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

static const struct argp argp = {
    options,
    parse,
    NULL,
    "The labs, by group: which are solved, and which are begun.\vFor example:\n  racelab list\n"
    "  racelab list --json | jq '.labs[] | select(.hazard == \"deadlock\") | .id'\n\n"
    "Progress is kept in progress.json in $RACELAB_STATE, $XDG_STATE_HOME/racelab or ~/.local/state/racelab.",
    NULL,
    NULL,
    NULL};

/* One lab with its manifest, read once. */
struct row {
    const struct rl_lab *lab;
    struct rl_manifest *manifest; /* NULL: it cannot be read, and the error is printed */
    struct rl_progress_lab state;
};

struct listing {
    struct row *rows;
    size_t len;
    int name_width; /* of the longest id */
    size_t solvable, solved, begun, measuring;
};

static bool read_rows(const struct rl_course *course, const json_t *progress, struct listing *out)
{
    bool good = true;
    *out = (struct listing){.rows = rl_alloc((course->len + 1) * sizeof *out->rows), .len = course->len};
    for (size_t i = 0; i < course->len; i++) {
        struct row *row = &out->rows[i];
        row->lab = &course->labs[i];
        row->manifest = rl_cli_manifest(row->lab);
        row->state = rl_progress_lab(progress, row->lab->name);
        good = good && row->manifest;
        if ((int)strlen(row->lab->id) > out->name_width)
            out->name_width = (int)strlen(row->lab->id);
        if (!row->manifest)
            continue;
        bool solvable = rl_cli_is_solvable(row->manifest);
        out->solvable += solvable;
        out->measuring += !solvable;
        out->solved += solvable && row->state.state == RL_PROGRESS_SOLVED;
        out->begun += solvable && row->state.state == RL_PROGRESS_BEGUN;
    }
    return good;
}

static void free_rows(struct listing *listing)
{
    for (size_t i = 0; i < listing->len; i++)
        rl_manifest_free(listing->rows[i].manifest);
    free(listing->rows);
}

static void print_group(const struct listing *listing, size_t first, const struct rl_style *style)
{
    size_t solvable = 0, solved = 0;
    const char *group = listing->rows[first].lab->group;
    for (size_t i = first; i < listing->len && strcmp(listing->rows[i].lab->group, group) == 0; i++)
        if (listing->rows[i].manifest && rl_cli_is_solvable(listing->rows[i].manifest)) {
            solvable++;
            solved += listing->rows[i].state.state == RL_PROGRESS_SOLVED;
        }
    printf("%s%s%s", style->bold, group, style->off);
    if (solved > 0)
        printf("  %s%zu of %zu solved%s", style->dim, solved, solvable, style->off);
    putchar('\n');
}

/* The title in its column, broken between words. */
static void print_title(const char *title, int column, const char *before, const char *after)
{
    int width = rl_cli_width() - column - 1;
    if (width < 20)
        width = 20;
    for (const char *at = title; *at;) {
        int length = (int)strlen(at);
        if (length > width)
            for (length = width; length > 0 && at[length] != ' ';)
                length--;
        if (length == 0)
            length = (int)strcspn(at, " "); /* a word longer than the column */
        printf("%*s%s%.*s%s\n", at == title ? 0 : column, "", before, length, at, after);
        at += length;
        at += strspn(at, " ");
    }
}

static void print_row(const struct listing *listing, const struct row *row, const struct rl_style *style)
{
    static const char *const marks[] = {
        [RL_PROGRESS_NEW] = " ", [RL_PROGRESS_BEGUN] = "▸", [RL_PROGRESS_SOLVED] = "✓"};
    const char *const colours[] = {
        [RL_PROGRESS_NEW] = "", [RL_PROGRESS_BEGUN] = style->yellow, [RL_PROGRESS_SOLVED] = style->green};
    bool solvable = rl_cli_is_solvable(row->manifest);
    enum rl_progress_state state = solvable ? row->state.state : RL_PROGRESS_NEW;
    bool solved = state == RL_PROGRESS_SOLVED;
    printf("%s%s%s %-*s  ", colours[state], marks[state], state == RL_PROGRESS_NEW ? "" : style->off,
           listing->name_width, row->lab->id);
    print_title(row->manifest->title, listing->name_width + 4, solved ? style->dim : "",
                solved ? style->off : "");
}

static void print_text(const struct listing *listing, const char *root)
{
    const struct rl_style *style = rl_cli_style(stdout);
    const char *group = "";
    if (listing->len == 0) {
        printf("There are no labs in %s.\n", root);
        return;
    }
    for (size_t i = 0; i < listing->len; i++) {
        const struct row *row = &listing->rows[i];
        if (strcmp(group, row->lab->group) != 0)
            print_group(listing, i, style);
        group = row->lab->group;
        if (row->manifest)
            print_row(listing, row, style);
    }
    putchar('\n');
    if (listing->solved + listing->begun > 0)
        printf("%s✓%s solved   %s▸%s begun\n", style->green, style->off, style->yellow, style->off);
    printf("%zu of %zu lab%s solved", listing->solved, listing->solvable, listing->solvable == 1 ? "" : "s");
    if (listing->measuring > 0)
        printf("; %zu more measure (`racelab compare` runs them)", listing->measuring);
    printf(".\nNext: racelab %s\n", listing->solved < listing->solvable ? "next" : "solution LAB");
}

static void print_json(const struct listing *listing)
{
    static const char *const states[] = {"new", "begun", "solved"};
    json_t *labs = json_array();
    for (size_t i = 0; i < listing->len; i++) {
        const struct row *row = &listing->rows[i];
        if (!row->manifest)
            continue;
        json_t *lab = rl_describe_lab(row->lab, row->manifest);
        json_object_set_new(lab, "progress", json_string(states[row->state.state]));
        json_array_append_new(labs, lab);
    }
    rl_cli_print_json(json_pack("{s:s, s:o}", "schema", "racelab/course/v1", "labs", labs));
}

static void print_markdown(const struct listing *listing)
{
    struct rl_catalogue catalogue;
    rl_catalogue_begin(&catalogue);
    for (size_t i = 0; i < listing->len; i++)
        if (listing->rows[i].manifest)
            rl_catalogue_lab(&catalogue, listing->rows[i].lab, listing->rows[i].manifest);
    rl_catalogue_end(&catalogue);
}

int rl_cmd_list(int argc, char **argv)
{
    enum form form = FORM_TEXT;
    argp_parse(&argp, argc, argv, 0, NULL, &form);
    struct rl_course course;
    if (!rl_cli_course(&course))
        return RL_CLI_INFRA;
    if (form == FORM_NAMES) {
        for (size_t i = 0; i < course.len; i++)
            printf("%s\n", course.labs[i].id);
        rl_course_close(&course);
        return RL_CLI_OK;
    }
    struct listing listing;
    json_t *progress = form == FORM_MARKDOWN ? json_object() : rl_cli_read_progress();
    bool good = read_rows(&course, progress, &listing);
    if (form == FORM_TEXT)
        print_text(&listing, course.root);
    else if (form == FORM_JSON)
        print_json(&listing);
    else
        print_markdown(&listing);
    free_rows(&listing);
    json_decref(progress);
    rl_course_close(&course);
    return good ? RL_CLI_OK : RL_CLI_INFRA;
}
