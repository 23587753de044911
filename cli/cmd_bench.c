/* SPDX-License-Identifier: MIT */
/* racelab bench: measures the primitives beside their peers, by the program that was built for it. */
#include "cli.h"

#include "sanitizers/resources.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char help[] =
    "Usage: racelab bench primitives [OPTION…]\n"
    "Measures the primitives beside those of glibc, Concurrency Kit and liburcu, in one run, some minutes.\n"
    "`racelab bench primitives --help` lists the options: parts, duration, JSON, Markdown and a plot.\n";

static int run_primitives(int argc, char **argv)
{
    struct rl_list arguments = RL_LIST_INIT;
    char *program = rl_text_format("%s/rl_bench_primitives", rl_resources_lib());
    rl_list_add(&arguments, program);
    for (int i = 1; i < argc; i++)
        rl_list_add(&arguments, argv[i]);
    fflush(stdout);
    execv(program, arguments.items);
    rl_cli_error("%s cannot be started: %s. Build racelab again, or install it again", program,
                 strerror(errno));
    rl_list_free(&arguments);
    free(program);
    return RL_CLI_INFRA;
}

int rl_cmd_bench(int argc, char **argv)
{
    if (argc > 1 && strcmp(argv[1], "--help") == 0) {
        fputs(help, stdout);
        return RL_CLI_OK;
    }
    if (argc > 1 && strcmp(argv[1], "primitives") == 0)
        return run_primitives(argc - 1, argv + 1);
    return rl_cli_usage("bench", argc > 1 ? "there is nothing of this name to measure; there is: primitives"
                                          : "say what to measure: primitives");
}
