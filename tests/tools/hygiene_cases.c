/* SPDX-License-Identifier: MIT */
/* check_hygiene refuses a file without its opening, a path of one machine, and C++; and accepts the tree. */
#include "shim/rl_test.h"
#include "tool.h"

#include <stdlib.h>
#include <string.h>

#define LICENCE_C  "/* SPDX-License-Identifier: MIT */\\n"
#define LICENCE_SH "# SPDX-License-Identifier: MIT\\n"
#define PURPOSE_C  "/* What it is for. */\\n"
/* In two pieces: this file is checked as well. */
#define PATH_OF(folder) "/" folder "/"

/* One file of a tree, in printf's format, and what is said of it. */
struct sample {
    const char *name;
    const char *text;
    const char *complaint; /* NULL: nothing */
};

/* The file stands alone in a folder of its own, which is gone afterwards. */
static int check(char output[TOOL_OUTPUT_BYTES], const struct sample *sample)
{
    return tool_run(output,
                    "d=$(mktemp -d) && mkdir -p \"$d/$(dirname %s)\" && printf '%s' > \"$d/%s\" && "
                    "'%s/tools/check_hygiene' \"$d\"; "
                    "s=$?; rm -rf \"$d\"; exit $s",
                    sample->name, sample->text, sample->name, TOOL_TREE);
}

static void judges(const void *param)
{
    const struct sample *sample = param;
    char output[TOOL_OUTPUT_BYTES];
    int status = check(output, sample);
    if (sample->complaint) {
        RL_EXPECT_EQ(status, 1);
        RL_EXPECT_CONTAINS(output, sample->complaint);
    } else {
        RL_EXPECT_EQ(status, 0);
        RL_EXPECT_CONTAINS(output, "in 1 files: nothing found");
    }
}

static void lists_long_files_without_complaint(void)
{
    char output[TOOL_OUTPUT_BYTES];
    int status = tool_run(output,
                          "d=$(mktemp -d) && { printf '" LICENCE_C PURPOSE_C
                          "'; yes | head -n 499; } > \"$d/long.c\" && "
                          "'%s/tools/check_hygiene' \"$d\"; s=$?; rm -rf \"$d\"; exit $s",
                          TOOL_TREE);
    RL_EXPECT_EQ(status, 0);
    RL_EXPECT_CONTAINS(output, "longer than 500 lines, so perhaps about two things:\n  long.c: 501 lines\n");
}

static void accepts_the_tree(void)
{
    char output[TOOL_OUTPUT_BYTES];
    int status = tool_run(output, "cd '%s' && tools/check_hygiene", TOOL_TREE);
    RL_EXPECT_EQ(status, 0);
    RL_EXPECT_CONTAINS(output, "nothing found");
}

static const struct sample right_c = {"a.c", LICENCE_C PURPOSE_C "int x;\\n", NULL};
static const struct sample right_script = {"bin/run", "#!/bin/sh\\n" LICENCE_SH "# Runs it.\\n", NULL};
static const struct sample right_cmake = {"CMakeLists.txt", LICENCE_SH "# Builds it.\\n", NULL};
static const struct sample right_template = {"a.c", LICENCE_C PURPOSE_C "\"" PATH_OF("tmp") "rl-XXXXXX\"\\n",
                                             NULL};
static const struct sample right_cc = {"tests/shim/a.cc", LICENCE_C PURPOSE_C, NULL};
static const struct sample right_text = {"notes.md", "# Notes\\n", NULL};
static const struct sample no_licence = {"a.c", PURPOSE_C "int x;\\n",
                                         "a.c:1: does not open with its licence"};
static const struct sample no_purpose = {"a.h", LICENCE_C "int x;\\n", "a.h:2: does not say what it is for"};
static const struct sample script = {"run", "#!/bin/sh\\n" LICENCE_SH "exit 0\\n",
                                     "run:3: does not say what it is for"};
static const struct sample cmake = {"CMakeLists.txt", "project(x)\\n",
                                    "CMakeLists.txt:1: does not open with its licence"};
static const struct sample path_in_text = {"notes.md", "See\\n" PATH_OF("work") "x.\\n",
                                           "notes.md:2: a path of one machine"};
static const struct sample path_of_root = {"a.yaml", "x: " PATH_OF("root") "y\\n",
                                           "a.yaml:1: a path of one machine"};
static const struct sample path_of_tmp = {"a.json", "\"" PATH_OF("tmp") "y\"\\n",
                                          "a.json:1: a path of one machine"};
static const struct sample cc = {"base/a.cpp", LICENCE_C PURPOSE_C, "base/a.cpp:1: C++ outside tests/shim"};

static const struct rl_case cases[] = {RL_CASE_P(judges, "right_c", &right_c),
                                       RL_CASE_P(judges, "right_script", &right_script),
                                       RL_CASE_P(judges, "right_cmake", &right_cmake),
                                       RL_CASE_P(judges, "right_template", &right_template),
                                       RL_CASE_P(judges, "right_cc", &right_cc),
                                       RL_CASE_P(judges, "right_text", &right_text),
                                       RL_CASE_P(judges, "no_licence", &no_licence),
                                       RL_CASE_P(judges, "no_purpose", &no_purpose),
                                       RL_CASE_P(judges, "script", &script),
                                       RL_CASE_P(judges, "cmake", &cmake),
                                       RL_CASE_P(judges, "path_in_text", &path_in_text),
                                       RL_CASE_P(judges, "path_of_root", &path_of_root),
                                       RL_CASE_P(judges, "path_of_tmp", &path_of_tmp),
                                       RL_CASE_P(judges, "cc", &cc),
                                       RL_CASE(lists_long_files_without_complaint),
                                       RL_CASE(accepts_the_tree),
                                       RL_CASE_END};
RL_SUITE(check_hygiene, cases);
