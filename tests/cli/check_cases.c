/* SPDX-License-Identifier: MIT */
/* `racelab check` with the real observers, on files that are right, wrong, and no C files at all. */
#include "process.h"

#include "grader/words.h"
#include "sanitizers/workdir.h"

#include "shim/rl_test.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char *const fixtures[] = {"RACELAB_LABS=" RL_FIXTURES "/labs", NULL};

/* What stands in the file that is handed in; NULL text: it is not written. */
struct row {
    const char *text;
    int status;
    const char *out, *err; /* contained; NULL: not looked at */
};

static char *folder(void)
{
    static char *path;
    char *why = NULL;
    if (!path)
        path = rl_workdir_create(&why);
    return path;
}

static struct answer check(const char *text, const char *options, const char *const *env)
{
    char *path = rl_text_format("%s/mine.c", folder());
    unlink(path);
    if (text)
        rl_text_write_file(path, text, strlen(text));
    char *words = rl_text_format("check %s tally %s", options, path);
    struct call call = {.words = words, .env = env};
    struct answer answer = racelab_call(&call);
    free(words);
    free(path);
    return answer;
}

static void judges(const void *param)
{
    const struct row *row = param;
    struct answer answer = check(row->text, "", fixtures);
    RL_EXPECT_EQ(row->status, answer.status);
    if (row->out)
        RL_EXPECT_CONTAINS(answer.out, row->out);
    if (row->err)
        RL_EXPECT_CONTAINS(answer.err, row->err);
    answer_free(&answer);
}

#define FUNCTIONS(body)                                                                                      \
    "#include \"tally.h\"\nstatic int total;\nvoid tally_add(void) { " body                                  \
    " }\nint tally_read(void) { return total; }\n"

static const struct row racy = {FUNCTIONS("total++;"), 1, "data-race", NULL};
static const struct row no_compile = {"#include \"tally.h\"\nint tally_read(void) { return totl; }\n", 1,
                                      "use of undeclared identifier 'totl'", NULL};
static const struct row lacks_a_function = {"int tally_read(void) { return 2; }\n", 1, "define tally_add()",
                                            NULL};
static const struct row written_in = {"void tally_add(void) { }\nint tally_read(void) { return 1; }\n", 1,
                                      "correct     fail", NULL};
static const struct row missing = {NULL, 2, NULL, "there is no such file; name the C file"};
static const struct row empty = {"", 2, NULL, "empty; start from a copy"};

static void does_not_call_a_right_fix_wrong(void)
{
    struct answer answer =
        check(FUNCTIONS("__atomic_fetch_add(&total, 1, __ATOMIC_SEQ_CST);"), "--json", fixtures);
    json_t *json = json_loads(answer.out, 0, NULL);
    RL_ASSERT_NOT_NULL(json);
    RL_EXPECT_EQ(0, answer.status);
    RL_EXPECT_STREQ("racelab/verdict/v1", json_string_value(json_object_get(json, "schema")));
    RL_EXPECT_EQ(0, (int)json_array_size(json_object_get(json, "findings")));
    json_decref(json);
    answer_free(&answer);
}

static void never_hands_out_a_pass_without_a_complete_search(void)
{
    struct answer answer =
        check(FUNCTIONS("__atomic_fetch_add(&total, 1, __ATOMIC_SEQ_CST);"), "--json", fixtures);
    json_t *json = json_loads(answer.out, 0, NULL);
    RL_ASSERT_NOT_NULL(json);
    bool complete = json_is_true(json_object_get(json, "complete"));
    RL_EXPECT_STREQ(complete ? "pass" : "unproven", json_string_value(json_object_get(json, "verdict")));
    json_decref(json);
    answer_free(&answer);
}

/* The command that a verdict names shows the very failure. */
static void names_a_replay_that_works(void)
{
    static const char lost[] =
        "#include <stdatomic.h>\nstatic atomic_int total;\n"
        "void tally_add(void) { total = total + 1; }\nint tally_read(void) { return total; }\n";
    struct answer answer = check(lost, "--json", fixtures);
    json_t *json = json_loads(answer.out, 0, NULL);
    RL_ASSERT_NOT_NULL(json);
    const json_t *finding = json_array_get(json_object_get(json, "findings"), 0);
    const char *replay = json_string_value(json_object_get(finding, "replay"));
    RL_EXPECT_STREQ("assertion", json_string_value(json_object_get(finding, "hazard")));
    RL_ASSERT_NOT_NULL(replay);
    struct call call = {.words = replay + strlen("racelab "), .env = fixtures};
    struct answer shown = racelab_call(&call);
    RL_EXPECT_EQ(1, shown.status);
    RL_EXPECT_CONTAINS(shown.out, "nothing is lost");
    json_decref(json);
    answer_free(&answer);
    answer_free(&shown);
}

static void is_the_same_twice(void)
{
    char *texts[2];
    for (int i = 0; i < 2; i++) {
        struct answer answer = check(FUNCTIONS("total++;"), "--json", fixtures);
        json_t *json = json_loads(answer.out, 0, NULL);
        RL_ASSERT_NOT_NULL(json);
        json_object_del(json, "this_run");
        texts[i] = json_dumps(json, JSON_INDENT(2));
        json_decref(json);
        answer_free(&answer);
    }
    RL_EXPECT_STREQ(texts[0], texts[1]);
    free(texts[0]);
    free(texts[1]);
}

static void says_what_a_binary_or_a_folder_is(void)
{
    struct call binary = {.words = "check tally /bin/ls", .env = fixtures},
                root = {.words = "check tally /", .env = fixtures};
    struct answer answer = racelab_call(&binary);
    RL_EXPECT_EQ(2, answer.status);
    RL_EXPECT_CONTAINS(answer.err, "a binary file");
    answer_free(&answer);
    answer = racelab_call(&root);
    RL_EXPECT_EQ(2, answer.status);
    RL_EXPECT_CONTAINS(answer.err, "a directory, not a C file");
    answer_free(&answer);
}

static void is_infra_without_a_compiler(void)
{
    static const char *const env[] = {"RACELAB_LABS=" RL_FIXTURES "/labs", "PATH=/nonexistent", NULL};
    struct answer answer = check(FUNCTIONS("total++;"), "", env);
    RL_EXPECT_EQ(4, answer.status);
    RL_EXPECT_CONTAINS(answer.out, "infra");
    RL_EXPECT_CONTAINS(answer.out, "apt");
    answer_free(&answer);
}

static void is_infra_without_room(void)
{
    static const char *const env[] = {"RACELAB_LABS=" RL_FIXTURES "/labs", "TMPDIR=/nonexistent", NULL};
    struct answer answer = check(FUNCTIONS("total++;"), "", env);
    RL_EXPECT_EQ(4, answer.status);
    RL_EXPECT_CONTAINS(answer.err, "TMPDIR");
    answer_free(&answer);
}

static void takes_the_worst_status(void)
{
    char *words =
        rl_text_format("check tally %s/fixes/mutex.c /nonexistent.c", RL_FIXTURES "/labs/90-fixture/tally");
    struct call call = {.words = words, .env = fixtures};
    struct answer answer = racelab_call(&call);
    RL_EXPECT_EQ(2, answer.status);
    RL_EXPECT_CONTAINS(answer.out, "fixes/mutex.c");
    RL_EXPECT_CONTAINS(answer.err, "there is no such file");
    free(words);
    answer_free(&answer);
}

static void demo_does_the_main_job(void)
{
    struct call call = {.words = "demo"};
    struct answer answer = racelab_call(&call);
    RL_EXPECT_EQ(0, answer.status);
    RL_EXPECT_CONTAINS(answer.out, "What ThreadSanitizer finds\n");
    RL_EXPECT_CONTAINS(answer.out, "on global 'visitors' (8 bytes)");
    RL_EXPECT_CONTAINS(answer.out, "buggy.c fails: ");
    RL_EXPECT_CONTAINS(answer.out, "wrong/volatile.c fails: ");
    RL_EXPECT_CONTAINS(answer.out, "fixes/mutex.c is ");
    RL_EXPECT_TRUE(rl_text_ends(answer.out, "Next: racelab show counter-lost-update\n"));
    RL_EXPECT_STREQ("", answer.err);
    answer_free(&answer);
}

static void leaves_no_file(void)
{
    char *why = NULL, *private = rl_workdir_create(&why), *variable = rl_text_format("TMPDIR=%s", private);
    const char *const env[] = {fixtures[0], variable, NULL};
    struct answer answer = check(FUNCTIONS("total++;"), "", env);
    RL_EXPECT_EQ(1, answer.status);
    RL_EXPECT_EQ(0, rmdir(private)); /* it is empty */
    rl_workdir_remove(private);
    free(variable);
    answer_free(&answer);
}

static const struct rl_case cases[] = {RL_CASE_P(judges, "racy", &racy),
                                       RL_CASE_P(judges, "no_compile", &no_compile),
                                       RL_CASE_P(judges, "lacks_a_function", &lacks_a_function),
                                       RL_CASE_P(judges, "written_in", &written_in),
                                       RL_CASE_P(judges, "missing", &missing),
                                       RL_CASE_P(judges, "empty", &empty),
                                       RL_CASE(does_not_call_a_right_fix_wrong),
                                       RL_CASE(never_hands_out_a_pass_without_a_complete_search),
                                       RL_CASE(names_a_replay_that_works),
                                       RL_CASE(is_the_same_twice),
                                       RL_CASE(says_what_a_binary_or_a_folder_is),
                                       RL_CASE(is_infra_without_a_compiler),
                                       RL_CASE(is_infra_without_room),
                                       RL_CASE(takes_the_worst_status),
                                       RL_CASE(demo_does_the_main_job),
                                       RL_CASE(leaves_no_file),
                                       RL_CASE_END};
RL_SUITE(cli_check, cases);
