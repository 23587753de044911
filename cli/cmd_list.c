/* SPDX-License-Identifier: MIT */
/* racelab list: the labs, by group. */
#include "cli.h"
#include "describe.h"

#include <stdlib.h>
#include <string.h>

struct arguments {
    bool json;
    bool names;
};

static const struct argp_option options[] = {
    {"json", 'j', NULL, 0, "print JSON (racelab/course/v1)", 0},
    {"names", 'n', NULL, 0, "print the labs' ids only, one a line", 0},
    {0}};

static error_t parse(int key, char *arg, struct argp_state *state)
{
    struct arguments *arguments = state->input;
    switch (key) {
    case 'j':
        arguments->json = true;
        return 0;
    case 'n':
        arguments->names = true;
        return 0;
    case ARGP_KEY_ARG:
        argp_error(state, "list takes no argument; `racelab show %s` shows a lab", arg);
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

static const struct argp argp = {options, parse, NULL, "The labs, by group.", NULL, NULL, NULL};

static void print_lab(const struct rl_lab *lab, const struct rl_manifest *manifest, bool new_group)
{
    const struct rl_style *style = rl_cli_style(stdout);
    if (new_group)
        printf("%s%s%s\n", style->bold, lab->group, style->off);
    printf("  %-26s %s\n", lab->id, manifest->title);
}

int rl_cmd_list(int argc, char **argv)
{
    struct arguments arguments = {0};
    argp_parse(&argp, argc, argv, 0, NULL, &arguments);
    struct rl_course course;
    if (!rl_cli_course(&course))
        return RL_CLI_INFRA;
    int status = RL_CLI_OK;
    json_t *labs = json_array();
    const char *group = "";
    for (size_t i = 0; i < course.len; i++) {
        const struct rl_lab *lab = &course.labs[i];
        if (arguments.names) {
            printf("%s\n", lab->id);
            continue;
        }
        struct rl_manifest *manifest = rl_cli_manifest(lab);
        if (!manifest) {
            status = RL_CLI_INFRA;
            continue;
        }
        if (arguments.json)
            json_array_append_new(labs, rl_describe_lab(lab, manifest));
        else
            print_lab(lab, manifest, strcmp(group, lab->group) != 0);
        group = lab->group;
        rl_manifest_free(manifest);
    }
    if (arguments.json)
        rl_cli_print_json(json_pack("{s:s, s:O}", "schema", "racelab/course/v1", "labs", labs));
    else if (course.len == 0 && !arguments.names)
        printf("There are no labs in %s.\n", course.root);
    else if (!arguments.names)
        printf("\n%zu lab%s. Next: racelab show %s\n", course.len, course.len == 1 ? "" : "s",
               course.labs[0].id);
    json_decref(labs);
    rl_course_close(&course);
    return status;
}
