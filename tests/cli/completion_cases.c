/* SPDX-License-Identifier: MIT */
/* The completion for bash offers what `racelab --help` and the commands' own --help name. */
#include "grader/words.h"
#include "sanitizers/process.h"

#include "shim/rl_test.h"

#include <stdlib.h>
#include <string.h>

struct row {
    const char *words;    /* after "racelab", single-quoted for the shell */
    const char *offered;  /* one of what is offered */
    const char *withheld; /* not offered; NULL: not looked at */
};

static void offers(const void *param)
{
    const struct row *row = param;
    char *script =
        rl_text_format(". '%s/cli/completion/racelab.bash'; COMP_WORDS=('%s' %s); "
                       "COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); _racelab; printf ' %%s ' \"${COMPREPLY[@]}\"",
                       RL_ROOT, RL_PROGRAM, row->words);
    char *offered = rl_text_format(" %s ", row->offered);
    char *withheld = row->withheld ? rl_text_format(" %s ", row->withheld) : NULL;
    const char *argv[] = {"bash", "-c", script, NULL};
    struct rl_process_request request = {.argv = argv, .cwd = RL_ROOT, .wall_ms = 60000};
    struct rl_process_result result;
    rl_process_run(&request, &result);
    RL_EXPECT_EQ(0, result.exit_status);
    RL_EXPECT_CONTAINS(result.output, offered);
    if (withheld && strstr(result.output, withheld))
        RL_FAIL("%s is offered: %s", row->withheld, result.output);
    rl_process_result_free(&result);
    free(withheld);
    free(offered);
    free(script);
}

static const struct row commands = {"''", "verify-labs", "counter-lost-update"},
                        command = {"wa", "watch", "check"}, options = {"check --", "--again", "--under"},
                        lab = {"start coun", "counter-lost-update", NULL},
                        observer = {"run --under ''", "explore", "counter-lost-update"},
                        kind = {"new-lab --kind ''", "calibrate", NULL},
                        group = {"new-lab 01", "01-data-race/", NULL},
                        file = {"check counter-lost-update CMakeL", "CMakeLists.txt", NULL};

static const struct rl_case cases[] = {RL_CASE_P(offers, "commands", &commands),
                                       RL_CASE_P(offers, "command", &command),
                                       RL_CASE_P(offers, "options", &options),
                                       RL_CASE_P(offers, "lab", &lab),
                                       RL_CASE_P(offers, "observer", &observer),
                                       RL_CASE_P(offers, "kind", &kind),
                                       RL_CASE_P(offers, "group", &group),
                                       RL_CASE_P(offers, "file", &file),
                                       RL_CASE_END};
RL_SUITE(cli_completion, cases);
