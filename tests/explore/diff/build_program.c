/* SPDX-License-Identifier: MIT */
/* Builds a C file as the explorer does and keeps the program: explore_build_program OUT FILE. */
#include "explore/front/build.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

int main(int argc, char **argv)
{
    char folder[4096];
    if (argc != 3) {
        fprintf(stderr, "usage: explore_build_program OUT FILE\n");
        return 2;
    }
    snprintf(folder, sizeof folder, "%s.build-XXXXXX", argv[1]);
    if (!mkdtemp(folder)) {
        perror(folder);
        return 4;
    }
    const char *sources[] = {argv[2], NULL};
    const char *includes[] = {LAB_INCLUDE, NULL};
    const struct rl_run_request request = {.sources = sources, .include_dirs = includes, .work_dir = folder};
    struct rl_explore_build build = {0};
    rl_explore_build(&request, &build);
    int status = 0;
    if (build.status != RL_RUN_OK || rename(build.program, argv[1]) != 0) {
        fprintf(stderr, "%s: %s\n%s\n", argv[2], build.reason ? build.reason : "cannot be built",
                build.compiler_output ? build.compiler_output : "");
        status = 1;
    }
    rl_explore_build_free(&build);
    return status;
}
