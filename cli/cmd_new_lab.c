/* SPDX-License-Identifier: MIT */
/* racelab new-lab GROUP/ID: lays the skeleton of a lab, which verify-labs refuses until it is filled. */
#include "skeleton.h"
#include "workplace.h"

#include <ctype.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { NEW_GROUP = 1000 };

struct arguments {
    const char *name;
    const char *kind;
    const char *file;
    bool new_group;
};

static const struct argp_option options[] = {
    {"file", 'f', "NAME.c", 0, "the learner's file; its header is NAME.h (ID.c)", 0},
    {"kind", 'k', "KIND", 0, "fix (as it is), build, measure or calibrate", 0},
    {"new-group", NEW_GROUP, NULL, 0, "GROUP is not there yet, and is to be", 0},
    {0}};

static bool is_kind(const char *kind)
{
    for (const struct rl_skeleton_file *file = rl_skeleton_files; file->kind; file++)
        if (strcmp(file->kind, kind) == 0)
            return true;
    return false;
}

static void parse_kind(struct arguments *arguments, const char *arg, struct argp_state *state)
{
    static const char *const kinds[] = {"fix", "build", "measure", "calibrate", NULL};
    struct rl_list names = RL_LIST_INIT;
    rl_list_add_all(&names, kinds);
    char *hint = rl_nearest_hint(arg, &names);
    arguments->kind = arg;
    if (!is_kind(arg))
        argp_error(state, "there is no skeleton of kind \"%s\"%s (fix, build, measure, calibrate)", arg,
                   hint);
    free(hint);
    rl_list_free(&names);
}

static error_t parse(int key, char *arg, struct argp_state *state)
{
    struct arguments *arguments = state->input;
    switch (key) {
    case 'f':
        arguments->file = arg;
        return 0;
    case 'k':
        parse_kind(arguments, arg, state);
        return 0;
    case NEW_GROUP:
        arguments->new_group = true;
        return 0;
    case ARGP_KEY_ARG:
        if (arguments->name)
            argp_error(state, "one lab at a time; \"%s\" is too much", arg);
        arguments->name = arg;
        return 0;
    case ARGP_KEY_NO_ARGS:
        argp_error(state, "which lab? Name its group and its id: racelab new-lab 01-data-race/my-lab");
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

static const struct argp argp = {
    options,
    parse,
    "GROUP/ID",
    "Lays the skeleton of a lab: every file that it needs, with a small lab in it that works, and a "
    "TODO(new-lab) "
    "wherever something is to be said or decided. `racelab verify-labs ID` names what is still to fill, "
    "until nothing "
    "is; then it proves the lab.\vFor example:\n  racelab new-lab 05-semaphore/turnstile\n"
    "  racelab new-lab 13-build-your-own/rwlock --kind build --file rwlock.c",
    NULL,
    NULL,
    NULL};

/* Lower-case words and digits, with single dashes between. */
static bool is_id(const char *text)
{
    if (!islower((unsigned char)*text))
        return false;
    for (; *text; text++)
        if (!islower((unsigned char)*text) && !isdigit((unsigned char)*text) &&
            !(*text == '-' && isalnum((unsigned char)text[1])))
            return false;
    return true;
}

static bool is_group(const char *text)
{
    return isdigit((unsigned char)text[0]) && isdigit((unsigned char)text[1]) && text[2] == '-' &&
           is_id(text + 3);
}

static bool has_group(const struct rl_course *course, const char *group)
{
    struct stat info;
    char *path = rl_text_format("%s/%s", course->root, group);
    bool there = stat(path, &info) == 0 && S_ISDIR(info.st_mode);
    free(path);
    return there;
}

static int unknown_group(const struct rl_course *course, const char *group)
{
    struct rl_list groups = RL_LIST_INIT;
    for (size_t i = 0; i < course->len; i++)
        if (!rl_list_has(&groups, course->labs[i].group))
            rl_list_add(&groups, course->labs[i].group);
    char *hint = rl_nearest_hint(group, &groups), *all = rl_list_join(&groups, ", ");
    int status = rl_cli_usage("new-lab", "there is no group \"%s\"%s%s%s; --new-group makes it", group, hint,
                              *hint || !*all ? "" : "; there are ", *hint ? "" : all);
    free(hint);
    free(all);
    rl_list_free(&groups);
    return status;
}

/* The learner's file without .c; NULL: it is no such name, and the error is printed. */
static char *stem_of(const struct arguments *arguments, const char *id)
{
    const char *file = arguments->file ? arguments->file : id;
    size_t length = strlen(file);
    if (rl_text_ends(file, ".c"))
        length -= 2;
    char *stem = rl_text_format("%.*s", (int)length, file);
    for (char *at = stem; *at; at++)
        if (*at == '-')
            *at = '_';
    if (islower((unsigned char)*stem) &&
        strspn(stem, "abcdefghijklmnopqrstuvwxyz0123456789_") == strlen(stem))
        return stem;
    rl_cli_usage("new-lab",
                 "\"%s\" is no name for a C file: lower-case letters, digits and _, as in counter.c", file);
    free(stem);
    return NULL;
}

static char *fill(const char *text, const char *group, const char *id, const char *stem)
{
    char *guard = rl_text_copy(stem);
    for (char *at = guard; *at; at++)
        *at = (char)toupper((unsigned char)*at);
    const char *const pairs[][2] = {{"@ID@", id}, {"@GROUP@", group}, {"@STEM@", stem}, {"@GUARD@", guard}};
    char *out = rl_text_copy(text);
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        char *next = rl_text_replace(out, pairs[i][0], pairs[i][1]);
        free(out);
        out = next;
    }
    free(guard);
    return out;
}

static void add_file(struct rl_workplan *plan, char *name, char *text)
{
    plan->files = rl_grow(plan->files, (plan->len + 1) * sizeof *plan->files);
    plan->files[plan->len++] = (struct rl_workfile){name, text, strlen(text)};
}

static int lay(const char *folder, const char *kind, const char *group, const char *id, const char *stem)
{
    struct rl_workplan plan = {0};
    char *why = NULL;
    for (const struct rl_skeleton_file *file = rl_skeleton_files; file->kind; file++)
        if (strcmp(file->kind, kind) == 0)
            add_file(&plan, fill(file->name, group, id, stem), fill(file->text, group, id, stem));
    bool made = rl_workplan_write(&plan, folder, &why);
    if (made) {
        char *shown = rl_cli_shown_path(folder);
        printf("%s/ has these files, with a TODO(new-lab) wherever something is to fill:\n", shown);
        for (size_t i = 0; i < plan.len; i++)
            printf("  %s\n", plan.files[i].name);
        printf("\nNext: read docs/lab-format.md, fill them, and ask: racelab verify-labs %s\n", id);
        free(shown);
    } else {
        rl_cli_error("%s", why);
    }
    free(why);
    rl_workplan_free(&plan);
    return made ? RL_CLI_OK : RL_CLI_USAGE;
}

static int new_lab(const struct rl_course *course, const struct arguments *arguments, const char *group,
                   const char *id)
{
    if (!is_group(group) || !is_id(id))
        return rl_cli_usage(
            "new-lab",
            "\"%s\" is no GROUP/ID such as 05-semaphore/turnstile: two digits and a name, then "
            "a name; names are lower-case words with dashes between",
            arguments->name);
    if (!has_group(course, group) && !arguments->new_group)
        return unknown_group(course, group);
    for (size_t i = 0; i < course->len; i++)
        if (strcmp(course->labs[i].id, id) == 0)
            return rl_cli_usage("new-lab",
                                "there is a lab %s already: %s; ids are unique in the whole course", id,
                                course->labs[i].name);
    char *folder = rl_text_format("%s/%s/%s", course->root, group, id), *stem = stem_of(arguments, id);
    int status = RL_CLI_USAGE;
    if (stem && access(folder, F_OK) == 0)
        rl_cli_error("%s is there already, and is no lab; remove it, or choose another id", folder);
    else if (stem)
        status = lay(folder, arguments->kind, group, id, stem);
    free(stem);
    free(folder);
    return status;
}

int rl_cmd_new_lab(int argc, char **argv)
{
    struct arguments arguments = {.kind = "fix"};
    argp_parse(&argp, argc, argv, 0, NULL, &arguments);
    struct rl_course course;
    if (!rl_cli_course(&course))
        return RL_CLI_INFRA;
    const char *slash = strchr(arguments.name, '/');
    char *group = rl_text_format("%.*s", slash ? (int)(slash - arguments.name) : 0, arguments.name);
    int status = new_lab(&course, &arguments, group, slash ? slash + 1 : "");
    free(group);
    rl_course_close(&course);
    return status;
}
