/* SPDX-License-Identifier: MIT */
/* Every bad call gets status 2, nothing on stdout, and the next step on stderr; every good one the reverse.
 */
#include "process.h"

#include "grader/words.h"

#include "shim/rl_test.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

struct row {
    const char *words;
    int status;
    const char *out, *err; /* contained; NULL: empty */
};

static const char *const fixtures[] = {"RACELAB_LABS=" RL_FIXTURES "/labs", NULL};

static void answers(const void *param)
{
    const struct row *row = param;
    struct call call = {.words = row->words, .env = fixtures};
    struct answer answer = racelab_call(&call);
    RL_EXPECT_EQ(row->status, answer.status);
    if (row->out)
        RL_EXPECT_CONTAINS(answer.out, row->out);
    else
        RL_EXPECT_STREQ("", answer.out);
    if (row->err)
        RL_EXPECT_CONTAINS(answer.err, row->err);
    else
        RL_EXPECT_STREQ("", answer.err);
    answer_free(&answer);
}

static void lists_as_json(void)
{
    struct call call = {.words = "list --json", .env = fixtures};
    struct answer answer = racelab_call(&call);
    json_t *json = json_loads(answer.out, 0, NULL);
    RL_ASSERT_NOT_NULL(json);
    const json_t *lab = json_array_get(json_object_get(json, "labs"), 0);
    RL_EXPECT_STREQ("racelab/course/v1", json_string_value(json_object_get(json, "schema")));
    RL_EXPECT_STREQ("90-fixture/tally", json_string_value(json_object_get(lab, "name")));
    RL_EXPECT_STREQ("data-race", json_string_value(json_object_get(lab, "hazard")));
    RL_EXPECT_EQ(6, (int)json_array_size(json_object_get(lab, "variants")));
    json_decref(json);
    answer_free(&answer);
}

static void says_that_the_disk_is_full(void)
{
    struct call call = {.words = "list", .env = fixtures, .to = "/dev/full"};
    struct answer answer = racelab_call(&call);
    RL_EXPECT_EQ(4, answer.status);
    RL_EXPECT_CONTAINS(answer.err, "the output could not be written: No space left on device");
    answer_free(&answer);
}

static void says_that_stdout_is_closed(void)
{
    struct call call = {.words = "list", .env = fixtures, .to = "-"};
    struct answer answer = racelab_call(&call);
    RL_EXPECT_EQ(4, answer.status);
    RL_EXPECT_CONTAINS(answer.err, "standard output is closed");
    answer_free(&answer);
}

static void has_no_colours_in_a_file(void)
{
    static const char *const env[] = {"RACELAB_LABS=" RL_FIXTURES "/labs", "TERM=xterm", NULL};
    struct call call = {.words = "show tally", .env = env};
    struct answer answer = racelab_call(&call);
    RL_EXPECT_EQ(0, answer.status);
    RL_EXPECT_NULL(strchr(answer.out, '\033'));
    answer_free(&answer);
}

static void says_where_labs_are_looked_for(void)
{
    static const char *const env[] = {"RACELAB_LABS=/nonexistent", NULL};
    struct call call = {.words = "list", .env = env};
    struct answer answer = racelab_call(&call);
    RL_EXPECT_EQ(4, answer.status);
    RL_EXPECT_CONTAINS(answer.err, "set RACELAB_LABS");
    answer_free(&answer);
}

static const struct row rows[] = {
    {"list", 0, "  tally  Two hands keep one tally", NULL},
    {"list extra", 2, NULL, "list takes no argument"},
    {"list --jsno", 2, NULL, "unrecognized option"},
    {"show tally", 0, "Next: racelab start tally", NULL},
    {"show --outcomes tally", 0, "forbidden   tally=short\n            One call was lost.", NULL},
    {"show 90-fixture/tally --json", 0, "racelab/lab/v1", NULL},
    {"show", 2, NULL, "which lab? `racelab list` names them"},
    {"show taly", 2, NULL, "there is no lab \"taly\"; did you mean tally?"},
    {"show elephant", 2, NULL, "racelab list names them all"},
    {"hint tally", 0, "Hint 1 of 3: Look at tally_add.", NULL},
    {"hint tally 3", 0, "Hint 3 of 3: A mutex", NULL},
    {"hint tally 4", 2, NULL, "has 3 hints; there is no hint 4"},
    {"hint tally x", 2, NULL, "\"x\" is not the number of a hint"},
    {"hint --json tally 2", 0, "\"racelab/hint/v1\"", NULL},
    {"run tally --under gdb", 2, NULL, "there is no observer \"gdb\""},
    {"run tally --under tsna", 2, NULL, "did you mean tsan or asan?"},
    {"run tally/mutx", 2, NULL, "did you mean fixes/mutex?"},
    {"run tally --times 0", 2, NULL, "is not a number from 1 to 10000"},
    {"run", 2, NULL, "which lab?"},
    {"check", 2, NULL, "which lab?"},
    {"check tally", 2, NULL, "which file?"},
    {"check --all tally x.c", 2, NULL, "leave out \"x.c\" or --all"},
    {"check taly x.c", 2, NULL, "did you mean tally?"},
    {"verify-labs taly", 2, NULL, "did you mean tally?"},
    {"verify-labs --jobs many", 2, NULL, "is not a number from 1 to 256"},
    {"chekc tally x.c", 2, NULL, "there is no command \"chekc\"; did you mean check?"},
    {"doctor now", 2, NULL, "doctor takes no argument"},
    {"--version", 0, "racelab ", NULL},
    {"--help", 0, "Usage: racelab COMMAND", NULL},
    {"check --help", 0, "Judges fixes of a lab", NULL},
    {"test --help", 0, "ctest", NULL},
    {"", 2, NULL, "Usage: racelab COMMAND"},
    {"verify-labs --load 2 tally", 2, NULL, "go with --repeat N"},
    {"verify-labs --repeat 1 tally", 2, NULL, "compares nothing"},
    {"verify-labs --repeat 2 --load 99 tally", 2, NULL, "is not a number from 1 to 16"},
    {"verify-labs --repeat 2 --against /nowhere tally", 2, NULL, "write them with --save first"},
};

#define ROW(index, label) RL_CASE_P(answers, label, &rows[index])
static const struct rl_case cases[] = {ROW(0, "list"),
                                       ROW(1, "list_extra"),
                                       ROW(2, "list_unknown_option"),
                                       ROW(3, "show"),
                                       ROW(4, "show_outcomes"),
                                       ROW(5, "show_json"),
                                       ROW(6, "show_nothing"),
                                       ROW(7, "show_near"),
                                       ROW(8, "show_far"),
                                       ROW(9, "hint"),
                                       ROW(10, "hint_third"),
                                       ROW(11, "hint_fourth"),
                                       ROW(12, "hint_no_number"),
                                       ROW(13, "hint_json"),
                                       ROW(14, "run_unknown_observer"),
                                       ROW(15, "run_near_observer"),
                                       ROW(16, "run_near_variant"),
                                       ROW(17, "run_no_times"),
                                       ROW(18, "run_nothing"),
                                       ROW(19, "check_nothing"),
                                       ROW(20, "check_no_file"),
                                       ROW(21, "check_all_and_file"),
                                       ROW(22, "check_near"),
                                       ROW(23, "verify_near"),
                                       ROW(24, "verify_jobs"),
                                       ROW(25, "near_command"),
                                       ROW(26, "doctor_extra"),
                                       ROW(27, "version"),
                                       ROW(28, "help"),
                                       ROW(29, "check_help"),
                                       ROW(30, "test_help"),
                                       ROW(31, "no_words"),
                                       ROW(32, "load_alone"),
                                       ROW(33, "repeat_once"),
                                       ROW(34, "too_much_load"),
                                       ROW(35, "against_nothing"),
                                       RL_CASE(lists_as_json),
                                       RL_CASE(says_that_the_disk_is_full),
                                       RL_CASE(says_that_stdout_is_closed),
                                       RL_CASE(has_no_colours_in_a_file),
                                       RL_CASE(says_where_labs_are_looked_for),
                                       RL_CASE_END};
RL_SUITE(cli_usage, cases);
