/* SPDX-License-Identifier: MIT */
/* racelab solution [LAB]: the lab's own fixes, each as what differs from the program that was wrong. */
#include "workplace.h"

#include "sanitizers/process.h"

#include <stdlib.h>
#include <string.h>

struct arguments {
    bool force;
    bool json;
    const char *lab;
};

static const struct argp_option options[] = {
    {"force", 'f', NULL, 0, "show them although the lab is not solved", 0},
    {"json", 'j', NULL, 0, "print JSON (racelab/solution/v1)", 0},
    {0}};

static error_t parse(int key, char *arg, struct argp_state *state)
{
    struct arguments *arguments = state->input;
    switch (key) {
    case 'f':
        arguments->force = true;
        return 0;
    case 'j':
        arguments->json = true;
        return 0;
    case ARGP_KEY_ARG:
        if (arguments->lab)
            argp_error(state, "one lab or fix at a time; \"%s\" is too much", arg);
        arguments->lab = arg;
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

static const struct argp argp = {
    options,
    parse,
    "[LAB[/FIX]]",
    "The lab's own fixes: the mechanism of each, and what differs from the program that was wrong. They are "
    "shown once "
    "your own has passed. In a working copy the lab need not be named.\vFor example:\n  racelab solution\n"
    "  racelab solution counter-lost-update/mutex\n\nStatus: 0 shown, 1 the lab is not solved yet.",
    NULL,
    NULL,
    NULL};

static bool go_on(void *ctx)
{
    (void)ctx;
    return !rl_interrupted;
}

/* What `diff -u` says (caller frees). NULL: it could not be run, and the error is printed. */
static char *difference(const struct rl_lab *lab, const char *start, const char *fix)
{
    char *after = rl_text_format("%s/%s", lab->folder, fix),
         *before = rl_text_format("%s/%s", lab->folder, start);
    const char *argv[] = {"diff", "-u", "--label", start, "--label", fix, "--", before, after, NULL};
    struct rl_process_request request = {
        .argv = argv, .wall_ms = 20000, .output_cap = 1 << 20, .progress = go_on};
    struct rl_process_result result;
    char *text = NULL;
    rl_process_run(&request, &result);
    if (result.end == RL_PROCESS_EXITED && result.exit_status <= 1)
        text = rl_text_copy(result.output);
    else if (!rl_interrupted)
        rl_cli_error("what differs cannot be shown: diff failed%s%s; install it (apt-get install diffutils), "
                     "or read %s",
                     result.error ? ": " : "", result.error ? result.error : "", after);
    rl_process_result_free(&result);
    free(before);
    free(after);
    return text;
}

static void print_difference(const char *text, const struct rl_style *style)
{
    for (const char *line = text; *line;) {
        size_t length = strcspn(line, "\n");
        bool head = rl_text_starts(line, "---") || rl_text_starts(line, "+++");
        const char *colour = head           ? style->bold
                             : *line == '+' ? style->green
                             : *line == '-' ? style->red
                             : *line == '@' ? style->dim
                                            : "";
        printf("  %s%.*s%s\n", colour, (int)length, line, *colour ? style->off : "");
        line += length + (line[length] == '\n');
    }
}

/* The section of the lab's README that compares the fixes. */
static void print_comparison(const struct rl_lab *lab, const struct rl_style *style)
{
    static const char heading[] = "\n## After you fixed it\n";
    char *path = rl_text_format("%s/README.md", lab->folder), *text = rl_text_read_file(path, NULL);
    char *from = text ? strstr(text, heading) : NULL;
    if (from) {
        from += strlen(heading);
        char *to = strstr(from, "\n## ");
        if (to)
            *to = '\0';
        while (*from == '\n')
            from++;
        for (size_t length = strlen(from); length > 0 && from[length - 1] == '\n';)
            from[--length] = '\0';
        printf("%sAfter you fixed it%s\n\n%s\n\n", style->bold, style->off, from);
    }
    free(text);
    free(path);
}

static int show(const struct rl_lab *lab, const struct rl_manifest *manifest, const char *only, bool json)
{
    const struct rl_style *style = rl_cli_style(stdout);
    json_t *fixes = json_array();
    int status = RL_CLI_OK;
    for (size_t i = 0; i < manifest->files_count && status == RL_CLI_OK; i++) {
        const struct rl_manifest_file *file = &manifest->files[i];
        if (!rl_text_starts(file->name, "fixes/") || (only && strcmp(only, file->name) != 0))
            continue;
        char *text = difference(lab, rl_lab_kind_start(manifest->kind), file->name);
        if (!text) {
            status = RL_CLI_INFRA;
        } else if (json) {
            json_array_append_new(fixes, json_pack("{s:s, s:s?, s:o}", "file", file->name, "mechanism",
                                                   file->mechanism, "diff", rl_json_string(text)));
        } else {
            printf("%s%s%s, by %s\n\n", style->bold, file->name, style->off, file->mechanism);
            print_difference(text, style);
            putchar('\n');
        }
        free(text);
    }
    if (status == RL_CLI_OK && json)
        rl_cli_print_json(
            json_pack("{s:s, s:s, s:O}", "schema", "racelab/solution/v1", "lab", lab->name, "fixes", fixes));
    else if (status == RL_CLI_OK && !only)
        print_comparison(lab, style);
    if (status == RL_CLI_OK && !json)
        printf("Next: racelab next\n");
    json_decref(fixes);
    return status;
}

/* false: not yet; what to do first is printed. */
static bool may_see(const struct rl_lab *lab, bool here, bool force)
{
    json_t *progress = rl_cli_read_progress();
    struct rl_progress_lab state = rl_progress_lab(progress, lab->name);
    bool may = force || state.state == RL_PROGRESS_SOLVED;
    const char *name = here ? "" : lab->id, *space = here ? "" : " ";
    if (!may && state.state == RL_PROGRESS_NEW)
        rl_cli_error("%s is not solved: begin it with `racelab start %s`. (`racelab solution --force %s` "
                     "shows the fixes "
                     "all the same.)",
                     lab->id, lab->id, lab->id);
    else if (!may)
        rl_cli_error("%s is not solved yet: `racelab hint%s%s` helps, `racelab check` judges. (`racelab "
                     "solution --force%s%s` "
                     "shows the fixes all the same.)",
                     lab->id, space, name, space, name);
    json_decref(progress);
    return may;
}

static int solve(const struct rl_lab *lab, const struct rl_manifest *manifest, const char *variant, bool here,
                 const struct arguments *arguments)
{
    if (variant && !rl_text_starts(variant, "fixes/"))
        return rl_cli_usage("solution", "%s is none of the lab's fixes", variant);
    size_t count = 0;
    for (size_t i = 0; i < manifest->files_count; i++)
        count += rl_text_starts(manifest->files[i].name, "fixes/");
    if (count == 0) {
        rl_cli_error("%s has no fixes to show; `racelab show %s` says what it is about", lab->id, lab->id);
        return RL_CLI_USAGE;
    }
    return may_see(lab, here, arguments->force) ? show(lab, manifest, variant, arguments->json) : RL_CLI_FAIL;
}

int rl_cmd_solution(int argc, char **argv)
{
    struct arguments arguments = {0};
    argp_parse(&argp, argc, argv, 0, NULL, &arguments);
    struct rl_course course;
    struct rl_workcopy here = {0};
    if (!rl_cli_course(&course))
        return RL_CLI_INFRA;
    int status = RL_CLI_OK;
    char *variant = NULL;
    const struct rl_lab *lab = rl_cli_lab_here(&course, "solution", arguments.lab, &variant, &here, &status);
    struct rl_manifest *manifest = lab ? rl_cli_manifest(lab) : NULL;
    if (manifest)
        status = solve(lab, manifest, variant, here.folder != NULL, &arguments);
    else if (lab)
        status = RL_CLI_INFRA;
    free(variant);
    rl_workcopy_free(&here);
    rl_manifest_free(manifest);
    rl_course_close(&course);
    return status;
}
