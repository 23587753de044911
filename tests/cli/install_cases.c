/* SPDX-License-Identifier: MIT */
/* An installed racelab works without the checkout that it was made from. */
#include "grader/words.h"
#include "sanitizers/process.h"
#include "sanitizers/workdir.h"

#include "shim/rl_test.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static struct rl_process_result run(const char *const *argv)
{
    struct rl_process_request request = {.argv = argv, .cwd = "/", .wall_ms = 60000};
    struct rl_process_result result;
    rl_process_run(&request, &result);
    return result;
}

static void expect(const char *const *argv, int status, const char *said)
{
    struct rl_process_result result = run(argv);
    RL_EXPECT_EQ(RL_PROCESS_EXITED, result.end);
    RL_EXPECT_EQ(status, result.exit_status);
    RL_EXPECT_CONTAINS(result.output, said);
    rl_process_result_free(&result);
}

static void works_elsewhere(void)
{
    char *why = NULL, *prefix = rl_workdir_create(&why), *program = rl_text_format("%s/bin/racelab", prefix);
    char *buggy = rl_text_format("%s/share/racelab/labs/01-data-race/counter-lost-update/buggy.c", prefix);
    char *completion = rl_text_format("%s/share/bash-completion/completions/racelab", prefix);
    const char *install[] = {RL_CMAKE, "--install", RL_BUILD, "--prefix", prefix, NULL};
    const char *list[] = {program, "list", NULL},
               *check[] = {program, "check", "counter-lost-update", buggy, NULL};
    const char *doctor[] = {program, "doctor", NULL}, *test[] = {program, "test", NULL};
    const char *complete[] = {
        "bash",
        "-c",
        ". \"$0\" && COMP_WORDS=(\"$1\" ch) COMP_CWORD=1 && _racelab && echo ${COMPREPLY[*]}",
        completion,
        program,
        NULL};
    unsetenv("RACELAB_LABS");
    expect(install, 0, "share/racelab/labs");
    expect(list, 0, "counter-lost-update");
    expect(doctor, 0, prefix); /* the labs are those beside it */
    expect(check, 1, "data-race");
    expect(test, 4, "installed without its tests");
    expect(complete, 0, "check");
    rl_workdir_remove(prefix);
    free(completion);
    free(buggy);
    free(program);
}

static const struct rl_case cases[] = {RL_CASE(works_elsewhere), RL_CASE_END};
RL_SUITE(cli_install, cases);
