/* SPDX-License-Identifier: MIT */
/* racelab show LAB: the lab's text, its outcomes, and where its files lie. */
#include "describe.h"
#include "outcomes.h"

#include "grader/verdict.h"
#include "workplace.h"

#include <stdlib.h>
#include <string.h>

struct arguments {
    bool json;
    bool outcomes;
    const char *lab;
};

static const struct argp_option options[] = {
    {"json", 'j', NULL, 0, "print JSON (racelab/lab/v1)", 0},
    {"outcomes", 'o', NULL, 0, "explore and run the buggy program: which outcomes it has", 0},
    {0}};

static error_t parse(int key, char *arg, struct argp_state *state)
{
    struct arguments *arguments = state->input;
    switch (key) {
    case 'j':
        arguments->json = true;
        return 0;
    case 'o':
        arguments->outcomes = true;
        return 0;
    case ARGP_KEY_ARG:
        if (arguments->lab)
            argp_error(state, "one lab at a time; \"%s\" is too much", arg);
        arguments->lab = arg;
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

static const struct argp argp = {options,
                                 parse,
                                 "[LAB]",
                                 "What a lab is about, and where its files lie. In a working copy the lab "
                                 "need not be named.\vFor example:\n"
                                 "  racelab show counter-lost-update\n  racelab show --outcomes",
                                 NULL,
                                 NULL,
                                 NULL};

static void print_outcomes(const struct rl_manifest *manifest)
{
    const struct rl_style *style = rl_cli_style(stdout);
    for (unsigned i = 0; i < manifest->outcomes_count; i++) {
        const struct rl_manifest_outcome *outcome = &manifest->outcomes[i];
        const char *colour = outcome->class == RL_OUTCOME_FORBIDDEN ? style->red : style->green;
        printf("  %s%-11s%s %s\n              %s\n", colour, rl_outcome_class_name(outcome->class),
               style->off, outcome->text, outcome->reason);
    }
}

/* Source lines of a Markdown text that a terminal shows well enough; headings in bold. */
static void print_readme(const char *folder)
{
    const struct rl_style *style = rl_cli_style(stdout);
    char *path = rl_text_format("%s/README.md", folder), *text = rl_text_read_file(path, NULL);
    for (char *line = text, *next; line && *line; line = next) {
        next = strchr(line, '\n');
        size_t length = next ? (size_t)(next - line) : strlen(line);
        next = next ? next + 1 : line + length;
        bool heading = *line == '#';
        printf("%s%.*s%s\n", heading ? style->bold : "", (int)length, line, heading ? style->off : "");
    }
    free(text);
    free(path);
}

static void print_place(const char *folder, const char *name, const char *what)
{
    printf("  %s/%s\n      %s\n", folder, name, what);
}

static void print_measure(const struct rl_lab *lab, const struct rl_manifest *manifest, const char *folder)
{
    print_place(folder, manifest->source, "the program that measures");
    printf("\nNext: racelab run %s\n", lab->id);
}

static void print_files(const struct rl_lab *lab, const struct rl_manifest *manifest, const char *folder)
{
    print_place(folder, rl_lab_kind_start(manifest->kind), rl_cli_file_words(manifest));
    if (manifest->source) {
        char *header = rl_text_format("%.*s.h", (int)strlen(manifest->source) - 2, manifest->source);
        print_place(folder, header, "the functions and what they promise");
        free(header);
    }
    print_place(folder, "scenario.c", "the threads, and what must hold");
    printf("\nNext: racelab start %s    (makes a folder to work on it in)\n", lab->id);
}

static void print_here(const struct rl_workcopy *here, const char *name, const char *what)
{
    char *path = rl_cli_workfile(here, name);
    printf("  %s\n      %s\n", path, what);
    free(path);
}

/* In a working copy the files are those here. */
static void print_files_here(const struct rl_manifest *manifest, const struct rl_workcopy *here)
{
    char *header = rl_text_format("%.*s.h", (int)strlen(manifest->source) - 2, manifest->source);
    print_here(here, manifest->source, rl_cli_file_words(manifest));
    print_here(here, header, "the functions and what they promise");
    print_here(here, "scenario.c", "the threads, and what must hold");
    printf("\nNext: edit %s, then: racelab check\n", manifest->source);
    free(header);
}

/* Of a calibrate lab: which choice is right is for `racelab check` to say. */
static void print_question(const struct rl_manifest *manifest)
{
    const struct rl_style *style = rl_cli_style(stdout);
    const struct rl_manifest_question *question = &manifest->question;
    if (!question->text)
        return;
    printf("\n%sQuestion%s\n", style->bold, style->off);
    rl_text_wrap(question->text, 2, rl_cli_width() - 2, stdout);
    for (unsigned i = 0; i < question->choices_count; i++) {
        printf("  %s%c%s\n", style->bold, 'a' + (int)i, style->off);
        rl_text_wrap(question->choices[i].text, 4, rl_cli_width() - 2, stdout);
    }
    printf("  Write the letter of your choice into your %s:  LAB-ANSWER: a\n", manifest->source);
    if (manifest->suppressions_count > 0)
        printf("  A suppression is handed in there, too:  LAB-SUPPRESS: deadlock:FUNCTION because ...\n");
}

static void print_lab(const struct rl_lab *lab, const struct rl_manifest *manifest,
                      const struct rl_workcopy *here)
{
    const struct rl_style *style = rl_cli_style(stdout);
    print_readme(here->folder ? here->folder : lab->folder);
    char *folder = rl_cli_shown_path(lab->folder);
    printf("\n%sThis lab%s\n  %s, kind %s\n  symptom: %s\n", style->bold, style->off, lab->name,
           rl_lab_kind_name(manifest->kind), manifest->symptom);
    if (manifest->outcomes_count > 0) {
        printf("\n%sOutcomes%s\n", style->bold, style->off);
        print_outcomes(manifest);
    }
    print_question(manifest);
    printf("\n%sFiles%s\n", style->bold, style->off);
    if (here->folder && manifest->source)
        print_files_here(manifest, here);
    else if (manifest->kind == RL_LAB_MEASURE)
        print_measure(lab, manifest, folder);
    else
        print_files(lab, manifest, folder);
    free(folder);
}

int rl_cmd_show(int argc, char **argv)
{
    struct arguments arguments = {0};
    argp_parse(&argp, argc, argv, 0, NULL, &arguments);
    struct rl_course course;
    if (!rl_cli_course(&course))
        return RL_CLI_INFRA;
    int status = RL_CLI_OK;
    struct rl_workcopy here = {0};
    const struct rl_lab *lab = rl_cli_lab_here(&course, "show", arguments.lab, NULL, &here, &status);
    struct rl_manifest *manifest = lab ? rl_cli_manifest(lab) : NULL;
    if (lab && !manifest)
        status = RL_CLI_INFRA;
    if (manifest && arguments.outcomes) {
        status = rl_cli_outcomes(lab, manifest, arguments.json);
    } else if (manifest && arguments.json) {
        json_t *object = rl_describe_lab(lab, manifest);
        json_object_set_new(object, "schema", json_string("racelab/lab/v1"));
        rl_cli_print_json(object);
    } else if (manifest) {
        print_lab(lab, manifest, &here);
    }
    rl_workcopy_free(&here);
    rl_manifest_free(manifest);
    rl_course_close(&course);
    return status;
}
