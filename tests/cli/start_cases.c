/* SPDX-License-Identifier: MIT */
/* `racelab start`: what a working copy holds, that it compiles, and what is refused. */
#include "place.h"

#include "grader/words.h"
#include "sanitizers/process.h"

#include "shim/rl_test.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void makes_a_working_copy(void)
{
    struct place place = place_make(NULL);
    place_expect(&place, NULL, "start tally", 0, "Your working copy: tally/", NULL);
    static const char *const names[] = {
        "tally/tally.c",           "tally/tally.h",      "tally/scenario.c",           "tally/README.md",
        "tally/compile_flags.txt", "tally/racelab.yaml", "tally/include/racelab/lab.h"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (!place_has(&place, names[i]))
            RL_FAIL("%s is missing", names[i]);
    RL_EXPECT_FALSE(place_has(&place, "tally/fixes"));
    RL_EXPECT_FALSE(place_has(&place, "tally/wrong"));
    RL_EXPECT_FALSE(place_has(&place, "tally/lab.yaml"));
    char *mine = place_read(&place, "tally/tally.c"), *marker = place_read(&place, "tally/racelab.yaml");
    char *buggy = rl_text_read_file(RL_FIXTURES "/labs/90-fixture/tally/buggy.c", NULL);
    RL_EXPECT_STREQ(buggy, mine);
    RL_EXPECT_CONTAINS(marker, "lab: 90-fixture/tally\n");
    free(mine);
    free(marker);
    free(buggy);
    place_free(&place);
}

/* Compiles by hand where it lies, with the line that racelab prints and the README has. */
static void compile(const struct place *place, const char *below, const char *out)
{
    const char *line = strstr(out, "\n  clang ");
    RL_ASSERT_NOT_NULL(line);
    line += 3;
    char *command = rl_text_format("%.*s -fsyntax-only", (int)(strstr(line, " -pthread") - line), line);
    char *readme_name = rl_text_format("%s/README.md", below), *readme = place_read(place, readme_name);
    char *in_readme = rl_text_format("By hand: `%.*s`", (int)strcspn(line, "\n"), line);
    char *folder = place_path(place, below);
    const char *argv[] = {"sh", "-c", command, NULL};
    struct rl_process_request request = {.argv = argv, .cwd = folder, .wall_ms = 60000};
    struct rl_process_result result;
    rl_process_run(&request, &result);
    if (result.exit_status != 0 || result.output_len > 0)
        RL_FAIL("%s: %s", command, result.output);
    RL_EXPECT_CONTAINS(readme, in_readme);
    RL_EXPECT_NULL(strstr(readme, "../../"));
    rl_process_result_free(&result);
    free(folder);
    free(in_readme);
    free(readme);
    free(readme_name);
    free(command);
}

static void every_lab_compiles_where_it_lies(void)
{
    struct place place = place_make(RL_LABS);
    struct answer list = place_call(&place, NULL, "list --json");
    json_t *course = json_loads(list.out, 0, NULL), *lab;
    size_t index, started = 0;
    RL_ASSERT_NOT_NULL(course);
    json_array_foreach(json_object_get(course, "labs"), index, lab)
    {
        const char *id = json_string_value(json_object_get(lab, "id"));
        if (strcmp(json_string_value(json_object_get(lab, "kind")), "measure") == 0)
            continue;
        char *words = rl_text_format("start %s", id);
        struct answer answer = place_call(&place, NULL, words);
        RL_EXPECT_EQ(0, answer.status);
        if (answer.status == 0)
            compile(&place, id, answer.out);
        started++;
        answer_free(&answer);
        free(words);
    }
    RL_EXPECT_GT(started, 10);
    json_decref(course);
    answer_free(&list);
    place_free(&place);
}

static void refuses_what_is_in_the_way(void)
{
    struct place place = place_make(NULL);
    place_expect(&place, NULL, "start tally", 0, NULL, NULL);
    place_write(&place, "tally/tally.c", "/* my work */\n");
    place_expect(&place, NULL, "start tally", 2, NULL,
                 "is your working copy of tally already, and stays as it is");
    place_expect(&place, NULL, "start tally tally/", 2, NULL, "cd tally");
    char *mine = place_read(&place, "tally/tally.c");
    RL_EXPECT_STREQ("/* my work */\n", mine);
    free(mine);
    place_write(&place, "tally/racelab.yaml", "format: 1\nlab: 90-fixture/other\n");
    place_expect(&place, NULL, "start tally", 2, NULL, "is your working copy of 90-fixture/other");
    place_write(&place, "file", "");
    place_expect(&place, NULL, "start tally file", 2, NULL, "file is there and is no folder");
    place_expect(&place, NULL, "start tally state", 2, NULL, "state is there and has files in it");
    place_free(&place);
}

static void takes_an_empty_folder_and_makes_those_above(void)
{
    struct place place = place_make(NULL);
    char *path = place_path(&place, "empty");
    RL_EXPECT_EQ(0, mkdir(path, 0777));
    place_expect(&place, NULL, "start tally empty", 0, "Your working copy: empty/", NULL);
    place_expect(&place, NULL, "start tally a/b/c", 0, "You have another working copy of this lab in ", NULL);
    RL_EXPECT_TRUE(place_has(&place, "a/b/c/tally.c"));
    place_expect(&place, "empty", "start tally .", 2, NULL, "already");
    place_expect(&place, NULL, "start tally it's", 0, "Next: cd 'it'\\''s'\n", NULL);
    free(path);
    place_free(&place);
}

static void is_whole_or_not_there(void)
{
    struct place place = place_make(NULL);
    const char *const env[] = {place.labs, place.state, NULL};
    struct call call = {
        .words = "start tally a/tally", .env = env, .folder = place.folder, .file_limit = 1000};
    struct answer answer = racelab_call(&call);
    RL_EXPECT_EQ(2, answer.status);
    RL_EXPECT_CONTAINS(answer.err, "cannot be written: File too large");
    RL_EXPECT_FALSE(place_has(&place, "a"));
    answer_free(&answer);
    place_expect(&place, NULL, "start tally /proc/tally", 2, NULL, "the folder /proc/tally cannot be made");
    place_free(&place);
}

static void installs_a_link(void)
{
    struct place place = place_make(NULL);
    char *path = place_path(&place, "bin"), *file = place_path(&place, "bin/racelab");
    place_expect(&place, NULL, "start --link bin", 2, NULL, "make the folder (mkdir -p bin)");
    RL_EXPECT_EQ(0, mkdir(path, 0777));
    place_expect(&place, NULL, "start --link bin", 0, "bin is not in your PATH yet", NULL);
    char *real = realpath(file, NULL);
    RL_ASSERT_NOT_NULL(real);
    RL_EXPECT_STREQ("racelab", rl_text_base_name(real));
    RL_EXPECT_EQ(0, access(real, X_OK));
    free(real);
    place_expect(&place, NULL, "start --link bin", 0, "bin/racelab is racelab already", NULL);
    RL_EXPECT_EQ(0, unlink(file));
    place_write(&place, "bin/racelab", "another one");
    place_expect(&place, NULL, "start tally --link bin", 2, NULL, "is there and is another one");
    RL_EXPECT_FALSE(place_has(&place, "tally"));
    free(file);
    free(path);
    place_free(&place);
}

struct row {
    const char *words;
    const char *err;
};

static void says_what_to_do(const void *param)
{
    const struct row *row = param;
    struct place place = place_make(NULL);
    place_expect(&place, NULL, row->words, 2, NULL, row->err);
    place_free(&place);
}

static void does_not_start_what_measures(void)
{
    struct place place = place_make(RL_LABS);
    place_expect(&place, NULL, "start isolation", 2, NULL, "`racelab run isolation` runs it");
    place_free(&place);
}

static const struct row unknown = {"start taly", "did you mean tally?"},
                        nothing = {"start", "Your next one is tally: racelab start tally"},
                        too_much = {"start tally here there", "\"there\" is too much"};

static const struct rl_case cases[] = {RL_CASE(makes_a_working_copy),
                                       RL_CASE(every_lab_compiles_where_it_lies),
                                       RL_CASE(refuses_what_is_in_the_way),
                                       RL_CASE(takes_an_empty_folder_and_makes_those_above),
                                       RL_CASE(is_whole_or_not_there),
                                       RL_CASE(installs_a_link),
                                       RL_CASE(does_not_start_what_measures),
                                       RL_CASE_P(says_what_to_do, "unknown", &unknown),
                                       RL_CASE_P(says_what_to_do, "nothing", &nothing),
                                       RL_CASE_P(says_what_to_do, "too_much", &too_much),
                                       RL_CASE_END};
RL_SUITE(cli_start, cases);
