/* SPDX-License-Identifier: MIT */
/* racelab new-course: a course.yaml to begin with. */
#include "cli.h"

#include "grader/class.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

struct arguments {
    const char *file;
    struct rl_list labs;
};

static const struct argp_option options[] = {
    {"file", 'f', "FILE", 0, "write to FILE instead of course.yaml; - is the terminal", 0}, {0}};

static error_t parse(int key, char *arg, struct argp_state *state)
{
    struct arguments *arguments = state->input;
    switch (key) {
    case 'f':
        arguments->file = arg;
        return 0;
    case ARGP_KEY_ARG:
        rl_list_add(&arguments->labs, arg);
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

static const struct argp argp = {options,
                                 parse,
                                 "[LAB…]",
                                 "Writes course.yaml, commented, with the labs named (without any: the first "
                                 "of each group). It can be graded as it "
                                 "is.\vNext: racelab grade --course course.yaml --dry-run",
                                 NULL,
                                 NULL,
                                 NULL};

/* Labs whose submissions can be graded. */
static void first_of_each_group(const struct rl_course *course, struct rl_list *labs)
{
    const char *group = "";
    for (size_t i = 0; i < course->len; i++) {
        struct rl_list problems = RL_LIST_INIT;
        if (strcmp(course->labs[i].group, group) == 0)
            continue;
        struct rl_manifest *manifest = rl_lab_manifest(&course->labs[i], &problems);
        if (manifest && manifest->kind == RL_LAB_FIX) {
            rl_list_add(labs, course->labs[i].id);
            group = course->labs[i].group;
        }
        rl_manifest_free(manifest);
        rl_list_free(&problems);
    }
}

static int choose_labs(const struct arguments *arguments, struct rl_list *labs)
{
    struct rl_course course;
    int status = RL_CLI_OK;
    if (!rl_cli_course(&course))
        return RL_CLI_INFRA;
    for (size_t i = 0; i < arguments->labs.length; i++) {
        const struct rl_lab *lab = rl_cli_lab(&course, arguments->labs.items[i], NULL, &status);
        if (lab)
            rl_list_add(labs, lab->id);
    }
    if (arguments->labs.length == 0)
        first_of_each_group(&course, labs);
    rl_course_close(&course);
    return status;
}

static int write_file(const char *path, const char *text)
{
    if (strcmp(path, "-") == 0) {
        fputs(text, stdout);
        return RL_CLI_OK;
    }
    if (!rl_text_write_file(path, text, strlen(text))) {
        rl_cli_error(errno == EEXIST ? "%s is there already, and stays as it is (%s); --file names another"
                                     : "%s cannot be written: %s",
                     path, strerror(errno));
        return RL_CLI_USAGE;
    }
    chmod(path, 0644);
    printf("%s is written. Change it as you like, then: racelab grade --course %s --dry-run\n", path, path);
    return RL_CLI_OK;
}

int rl_cmd_new_course(int argc, char **argv)
{
    struct arguments arguments = {.file = "course.yaml"};
    struct rl_list labs = RL_LIST_INIT;
    argp_parse(&argp, argc, argv, 0, NULL, &arguments);
    int status = choose_labs(&arguments, &labs);
    if (status == RL_CLI_OK) {
        char *text = rl_class_example(&labs);
        status = write_file(arguments.file, text);
        free(text);
    }
    rl_list_free(&labs);
    rl_list_free(&arguments.labs);
    return status;
}
