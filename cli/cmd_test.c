/* SPDX-License-Identifier: MIT */
/* racelab test: CTest in the build folder that this racelab was built in. */
#include "cli.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char help[] =
    "Usage: racelab test [CTEST OPTION…]\n"
    "Runs racelab's own tests with ctest, in the folder it was built in; options are handed to ctest\n"
    "(-R NAME runs some of them, -j2 two at a time, --output-junit FILE writes a report).\n";

/* BUILD of BUILD/cli/racelab; NULL: this racelab is an installed one. The caller frees it. */
static char *build_folder(void)
{
    char *path = realpath("/proc/self/exe", NULL);
    for (int up = 0; path && up < 2; up++) {
        char *slash = strrchr(path, '/');
        if (slash)
            *slash = '\0';
    }
    char *tests = path ? rl_text_format("%s/CTestTestfile.cmake", path) : NULL;
    bool there = tests && access(tests, R_OK) == 0;
    free(tests);
    if (there)
        return path;
    free(path);
    return NULL;
}

int rl_cmd_test(int argc, char **argv)
{
    if (argc > 1 && strcmp(argv[1], "--help") == 0) {
        fputs(help, stdout);
        return RL_CLI_OK;
    }
    char *folder = build_folder();
    if (!folder) {
        rl_cli_error("this racelab was installed without its tests; in a checkout, `./racelab test` builds "
                     "and runs them");
        return RL_CLI_INFRA;
    }
    struct rl_list arguments = RL_LIST_INIT;
    rl_list_add(&arguments, "ctest");
    rl_list_add(&arguments, "--test-dir");
    rl_list_add(&arguments, folder);
    rl_list_add(&arguments, "--output-on-failure");
    for (int i = 1; i < argc; i++)
        rl_list_add(&arguments, argv[i]);
    fflush(stdout);
    execvp(arguments.items[0], arguments.items);
    rl_cli_error("ctest cannot be started: %s; `apt-get install cmake` brings it", strerror(errno));
    rl_list_free(&arguments);
    free(folder);
    return RL_CLI_INFRA;
}
