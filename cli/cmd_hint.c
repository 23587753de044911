/* SPDX-License-Identifier: MIT */
/* racelab hint LAB [N]: one of the lab's rising hints. */
#include "workplace.h"

#include <stdlib.h>
#include <string.h>

struct arguments {
    bool json;
    const char *lab;
    unsigned long number;
};

static const struct argp_option options[] = {{"json", 'j', NULL, 0, "print JSON (racelab/hint/v1)", 0}, {0}};

static error_t parse(int key, char *arg, struct argp_state *state)
{
    struct arguments *arguments = state->input;
    switch (key) {
    case 'j':
        arguments->json = true;
        return 0;
    case ARGP_KEY_ARG:
        if (!arguments->lab && strspn(arg, "0123456789") != strlen(arg)) {
            arguments->lab = arg;
        } else {
            char *end;
            if (arguments->number)
                argp_error(state, "one hint at a time; \"%s\" is too much", arg);
            arguments->number = strtoul(arg, &end, 10);
            if (*end || arguments->number == 0)
                argp_error(state, "\"%s\" is not the number of a hint; they are 1, 2 and 3", arg);
        }
        return 0;
    default:
        return ARGP_ERR_UNKNOWN;
    }
}

static const struct argp argp = {
    options,
    parse,
    "[LAB] [N]",
    "One of a lab's hints: 1 says where to look, 2 what goes wrong there, 3 which mechanism helps, and why.\v"
    "Without N it is the first. In a working copy the lab need not be named.\n\nFor example:\n"
    "  racelab hint\n  racelab hint 2\n  racelab hint counter-lost-update 3",
    NULL,
    NULL,
    NULL};

static int print_hint(const struct rl_lab *lab, const struct rl_manifest *manifest,
                      const struct arguments *arguments, bool here)
{
    if (manifest->hints_count == 0) {
        rl_cli_error("%s has no hints; `racelab show %s` is its text", lab->id, lab->id);
        return RL_CLI_USAGE;
    }
    if (arguments->number > manifest->hints_count)
        return rl_cli_usage("hint", "%s has %u hints; there is no hint %lu", lab->id, manifest->hints_count,
                            arguments->number);
    unsigned long number = arguments->number ? arguments->number : 1;
    /* In a working copy the program has its own name. */
    const char *start = rl_lab_kind_start(manifest->kind);
    char *text = rl_text_replace(manifest->hints[number - 1], start,
                                 here && manifest->source ? manifest->source : start);
    if (arguments->json) {
        rl_cli_print_json(json_pack("{s:s, s:s, s:i, s:i, s:s}", "schema", "racelab/hint/v1", "lab",
                                    lab->name, "number", (int)number, "of", (int)manifest->hints_count,
                                    "text", text));
        free(text);
        return RL_CLI_OK;
    }
    char *line = rl_text_format("Hint %lu of %u: %s", number, manifest->hints_count, text);
    rl_text_wrap(line, 0, rl_cli_width() - 2, stdout);
    free(line);
    free(text);
    if (number < manifest->hints_count)
        printf("\nNext: racelab hint %s%s%lu says more.\n", here ? "" : lab->id, here ? "" : " ", number + 1);
    return RL_CLI_OK;
}

int rl_cmd_hint(int argc, char **argv)
{
    struct arguments arguments = {0};
    argp_parse(&argp, argc, argv, 0, NULL, &arguments);
    struct rl_course course;
    if (!rl_cli_course(&course))
        return RL_CLI_INFRA;
    int status = RL_CLI_OK;
    struct rl_workcopy here = {0};
    const struct rl_lab *lab = rl_cli_lab_here(&course, "hint", arguments.lab, NULL, &here, &status);
    struct rl_manifest *manifest = lab ? rl_cli_manifest(lab) : NULL;
    if (manifest)
        status = print_hint(lab, manifest, &arguments, here.folder != NULL);
    else if (lab)
        status = RL_CLI_INFRA;
    rl_workcopy_free(&here);
    rl_manifest_free(manifest);
    rl_course_close(&course);
    return status;
}
