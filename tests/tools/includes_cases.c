/* SPDX-License-Identifier: MIT */
/* check_includes refuses each direction that the table does not allow, by file and line, and accepts the
 * tree. */
#include "shim/rl_test.h"
#include "tool.h"

#include <string.h>

struct refusal {
    const char *folder;
    const char *complaint; /* how the only one begins */
};

static void refuses(const void *param)
{
    const struct refusal *refusal = param;
    char output[TOOL_OUTPUT_BYTES];
    RL_EXPECT_EQ(tool_run(output, "'%s/tools/check_includes' '%s/includes/%s'", TOOL_TREE, TOOL_FIXTURES,
                          refusal->folder),
                 1);
    output[strlen(output) < strlen(refusal->complaint) ? strlen(output) : strlen(refusal->complaint)] = '\0';
    RL_EXPECT_STREQ(output, refusal->complaint);
}

static void accepts_every_allowed_direction(void)
{
    char output[TOOL_OUTPUT_BYTES];
    RL_EXPECT_EQ(tool_run(output, "'%s/tools/check_includes' '%s/includes/right'", TOOL_TREE, TOOL_FIXTURES),
                 0);
    RL_EXPECT_STREQ(output, "17 includes in 13 files: all by the rules\n");
}

static void accepts_the_tree(void)
{
    char output[TOOL_OUTPUT_BYTES];
    int status = tool_run(output, "cd '%s' && tools/check_includes", TOOL_TREE);
    RL_EXPECT_EQ(status, 0);
    RL_EXPECT_CONTAINS(output, "all by the rules");
}

static void names_a_folder_that_is_not_there(void)
{
    char output[TOOL_OUTPUT_BYTES];
    RL_EXPECT_EQ(tool_run(output, "'%s/tools/check_includes' nowhere", TOOL_TREE), 2);
    RL_EXPECT_STREQ(output, "check_includes: no folder 'nowhere'\n");
}

#define REFUSES(name, text)                                                                                  \
    RL_CASE_P(refuses, name, (&(const struct refusal){.folder = name, .complaint = text}))
#define LAB "labs/01-group/lab-id/"

static const struct rl_case cases[] = {
    REFUSES("base-up", "base/x.c:3: base/** may not include primitives/lock.h. Allowed are: libc ./."),
    REFUSES("base-library", "base/x.c:3: base/** may not include jansson.h (jansson)."),
    REFUSES("primitives-urcu",
            "primitives/lock.c:3: primitives/** may not include urcu/urcu-memb.h (liburcu)."),
    REFUSES("explorer-base",
            "sanitizers/explore/search.c:3: sanitizers/explore/** may not include base/check.h."),
    REFUSES("explorer-primitives",
            "sanitizers/explore/search.c:3: sanitizers/explore/** may not include primitives/lock.h."),
    REFUSES("fix-scenario",
            LAB "fixes/mutex.c:3: labs/** may not include racelab/lab.h (labs/include/racelab/lab.h)."),
    REFUSES("lab-other", LAB "buggy.c:3: labs/** may not include base/check.h."),
    REFUSES("grader-inner", "grader/judge.c:3: grader/** may not include sanitizers/explore/internal.h."),
    REFUSES("grader-lab", "grader/judge.c:3: grader/** may not include labs/include/racelab/lab.h."),
    REFUSES("grader-cli", "grader/judge.c:3: grader/** may not include cli/cli.h."),
    REFUSES("on-tests", "grader/judge.c:3: grader/** may not include shim/rl_test.h (tests/shim/rl_test.h)."),
    REFUSES("cc-beyond", "tests/shim/shim.cc:3: tests/shim/*.cc may not include base/futex.h."),
    REFUSES("unknown", "base/x.c:3: who/knows.h is neither a file of this tree nor a header of a library"),
    REFUSES("missing", "base/x.c:3: gone.h is neither a file of this tree nor a header of a library"),
    REFUSES("no-rule", "attic/x.c:1: no rule in tools/include_rules fits this file. Add one."),
    RL_CASE(accepts_every_allowed_direction),
    RL_CASE(accepts_the_tree),
    RL_CASE(names_a_folder_that_is_not_there),
    RL_CASE_END};
RL_SUITE(check_includes, cases);
