/* SPDX-License-Identifier: MIT */
/* A lab's README: its headings, and that a reader who copies its compile lines gets a program. */
#include "prove.h"

#include "sanitizers/process.h"
#include "sanitizers/resources.h"
#include "sanitizers/workdir.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char *const headings[] = {"Story",       "Symptom",  "Try it", "Question", "After you fixed it",
                                       "In the wild", "Read more"};

static void check_headings(const struct rl_lab *lab, const char *text, struct rl_list *problems)
{
    const char *at = text;
    for (size_t i = 0; i < sizeof headings / sizeof *headings; i++) {
        char *line = rl_text_format("\n## %s\n", headings[i]);
        const char *hit = strstr(at, line);
        if (!hit)
            rl_list_addf(problems, "%s/README.md: expected the heading \"## %s\"%s, seen none", lab->name,
                         headings[i], strstr(text, line) ? ", in this place" : "");
        else
            at = hit;
        free(line);
    }
}

/* Lines of code, indented by four or in a fence, that start a compiler. */
static void find_commands(const char *text, struct rl_list *out)
{
    bool fenced = false;
    for (const char *line = text; *line;) {
        size_t length = strcspn(line, "\n");
        if (strncmp(line, "```", 3) == 0)
            fenced = !fenced;
        bool code = fenced || strncmp(line, "    ", 4) == 0;
        const char *start = line + strspn(line, " ");
        if (code && (rl_text_starts(start, "clang ") || rl_text_starts(start, "gcc ")))
            rl_list_addf(out, "%.*s", (int)(length - (size_t)(start - line)), start);
        line += length + (line[length] == '\n');
    }
}

static bool copy_tree(const char *from, const char *to)
{
    const char *argv[] = {"cp", "-R", "--", from, to, NULL};
    struct rl_process_request request = {.argv = argv, .wall_ms = 60000};
    struct rl_process_result result;
    rl_process_run(&request, &result);
    bool good = result.end == RL_PROCESS_EXITED && result.exit_status == 0;
    rl_process_result_free(&result);
    return good;
}

/* The lab where a reader has it: under labs/GROUP/, with labs/include and primitives/ beside. */
static char *make_copy(const struct rl_lab *lab, const char *root)
{
    char *labs = rl_text_format("%s/labs", root), *group = rl_text_format("%s/%s", labs, lab->group);
    char *copy = rl_text_format("%s/%s", group, lab->id), *include = rl_text_format("%s/include", labs);
    char *primitives = rl_text_format("%s/primitives", root);
    bool good = mkdir(labs, 0700) == 0 && mkdir(group, 0700) == 0 && copy_tree(lab->folder, copy) &&
                copy_tree(rl_resources_include(), include);
    if (good && access(rl_resources_primitives(), R_OK) == 0)
        good = copy_tree(rl_resources_primitives(), primitives);
    free(labs);
    free(group);
    free(include);
    free(primitives);
    if (good)
        return copy;
    free(copy);
    return NULL;
}

static bool progress(void *ctx)
{
    (void)ctx;
    return !rl_interrupted;
}

static char *first_line(const char *text)
{
    return rl_text_format("%.*s", (int)strcspn(text, "\n"), text);
}

/* What the program does is the lab's business (a buggy one may abort, or hang); that it came to be is the
 * README's. */
static void try_command(const struct rl_lab *lab, const char *command, const char *copy,
                        struct rl_list *problems)
{
    const char *argv[] = {"sh", "-c", command, NULL};
    struct rl_process_request request = {.argv = argv, .cwd = copy, .wall_ms = 20000, .progress = progress};
    struct rl_process_result result;
    char *program = rl_text_format("%s/a.out", copy);
    unlink(program);
    rl_process_run(&request, &result);
    char *words = first_line(result.output);
    if (result.end == RL_PROCESS_NOT_STARTED)
        rl_list_addf(problems, "%s/README.md: `%s` could not be run: %s", lab->name, command, result.error);
    else if (access(program, X_OK) != 0)
        rl_list_addf(problems, "%s/README.md: `%s`: expected a program, seen \"%s\"", lab->name, command,
                     words);
    else if (strstr(result.output, "warning:"))
        rl_list_addf(problems, "%s/README.md: `%s`: expected no warning, seen \"%s\"", lab->name, command,
                     words);
    else if (result.end == RL_PROCESS_EXITED && (result.exit_status == 126 || result.exit_status == 127))
        rl_list_addf(problems, "%s/README.md: `%s`: expected to run as it stands, seen \"%s\"", lab->name,
                     command, words);
    free(words);
    free(program);
    rl_process_result_free(&result);
}

static void try_commands(const struct rl_lab *lab, const struct rl_list *commands, struct rl_list *problems)
{
    char *why = NULL, *root = rl_workdir_create(&why), *copy = root ? make_copy(lab, root) : NULL;
    if (!root)
        rl_list_addf(problems, "%s/README.md: its commands were not tried: %s", lab->name, why);
    else if (!copy)
        rl_list_addf(problems, "%s/README.md: its commands were not tried: the lab could not be copied to %s",
                     lab->name, root);
    for (size_t i = 0; copy && i < commands->length && !rl_interrupted; i++)
        try_command(lab, commands->items[i], copy, problems);
    rl_workdir_remove(root);
    free(copy);
    free(why);
}

void rl_prove_readme(const struct rl_lab *lab, const struct rl_manifest *manifest, struct rl_list *problems)
{
    char *path = rl_text_format("%s/README.md", lab->folder), *text = rl_text_read_file(path, NULL);
    struct rl_list commands = RL_LIST_INIT;
    if (text) {
        check_headings(lab, text, problems);
        find_commands(text, &commands);
        if (commands.length == 0 && rl_lab_kind_has_variants(manifest->kind))
            rl_list_addf(problems, "%s/README.md: expected a line that compiles the lab by hand, seen none",
                         lab->name);
        try_commands(lab, &commands, problems);
    }
    rl_list_free(&commands);
    free(text);
    free(path);
}
