/* SPDX-License-Identifier: MIT */
/* `racelab check --output`, with the real observers: files that fit their schemas, the same each time. */
#include "schema.h"

#include "cli/process.h"
#include "grader/words.h"
#include "sanitizers/workdir.h"
#include "shim/rl_test.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char *const env[] = {"RACELAB_LABS=" RL_FIXTURES "/labs", "CLASSROOM=cs-1",
                                  "SUBMISSION_TAG=submit/1-a", "SOURCE_DATE_EPOCH=1764000000", NULL};
static const char racy[] = "#include \"tally.h\"\nstatic int total;\nvoid tally_add(void) { total++; }\n"
                           "int tally_read(void) { return total; }\n";

static char *folder(void)
{
    static char *path;
    char *why = NULL;
    if (!path)
        path = rl_workdir_create(&why);
    return path;
}

static char *file(const char *name)
{
    return rl_text_format("%s/%s", folder(), name);
}

static struct answer check(const char *options)
{
    char *mine = file("mine.c"), *words = rl_text_format("check tally %s %s", mine, options);
    struct call call = {.words = words, .env = env};
    unlink(mine);
    rl_text_write_file(mine, racy, strlen(racy));
    struct answer answer = racelab_call(&call);
    free(words);
    free(mine);
    return answer;
}

static void expect_fits(const char *schema_name, const char *name, bool each)
{
    char *path = file(name);
    json_t *schema = schema_read(schema_name), *value = json_load_file(path, 0, NULL);
    RL_EXPECT_NOT_NULL(value);
    for (size_t i = 0; value && i < (each ? json_array_size(value) : 1); i++) {
        char *wrong = schema_complaint(schema, each ? json_array_get(value, i) : value);
        if (wrong)
            RL_FAIL("%s: %s", name, wrong);
        free(wrong);
    }
    json_decref(value);
    json_decref(schema);
    free(path);
}

/* Both runs in one case: a run costs a second. */
static void writes_what_fits_and_the_same_each_time(void)
{
    static const char *const formats[] = {"text",           "csv",        "junit",      "sarif", "github",
                                          "github-summary", "gradescope", "classroom50"};
    char *before[8];
    for (int round = 0; round < 2; round++) {
        struct rl_list words = RL_LIST_INIT;
        for (size_t i = 0; i < 8; i++)
            rl_list_addf(&words, "--output %s=%s/out.%s", formats[i], folder(), formats[i]);
        rl_list_addf(&words, "--output json=%s/out.json", folder());
        char *options = rl_list_join(&words, " ");
        struct answer answer = check(options);
        RL_EXPECT_EQ(1, answer.status);
        RL_EXPECT_CONTAINS(answer.out, "data-race");
        for (size_t i = 0; i < 8; i++) {
            char *name = rl_text_format("out.%s", formats[i]), *path = file(name);
            char *text = rl_text_read_file(path, NULL);
            RL_EXPECT_NOT_NULL(text);
            if (round == 0)
                before[i] = text;
            else
                RL_EXPECT_STREQ(before[i], text);
            free(path);
            free(name);
        }
        answer_free(&answer);
        free(options);
        rl_list_free(&words);
    }
    expect_fits("sarif", "out.sarif", false);
    expect_fits("gradescope", "out.gradescope", false);
    expect_fits("classroom50", "out.classroom50", false);
    expect_fits("verdict", "out.json", true);
    RL_EXPECT_CONTAINS(before[3], "threadFlows");
    RL_EXPECT_CONTAINS(before[7], "2025-11-24T16:00:00Z");
}

static void to_stdout_it_is_all_that_is_printed(void)
{
    struct answer answer = check("--output csv=- --feedback verdict --output json=/dev/null");
    struct stat status;
    RL_EXPECT_TRUE(rl_text_starts(answer.out, "learner,lab,file,"));
    RL_EXPECT_EQ(2u, rl_text_count_lines(answer.out));
    RL_EXPECT_TRUE(stat("/dev/null", &status) == 0 && S_ISCHR(status.st_mode));
    answer_free(&answer);
}

static void a_file_that_cannot_be_written_is_told(void)
{
    char *options = rl_text_format("--output json=%s/no/such/folder/x --output csv=/dev/full", folder());
    struct answer answer = check(options);
    RL_EXPECT_EQ(4, answer.status);
    RL_EXPECT_CONTAINS(answer.err, "no/such/folder/x cannot be written: No such file or directory");
    RL_EXPECT_CONTAINS(answer.err, "/dev/full cannot be written: No space left on device");
    answer_free(&answer);
    free(options);
}

/* Options that are no call, and what is said of them. */
struct row {
    const char *options, *words;
};

static void is_no_call(const void *param)
{
    const struct row *row = param;
    struct answer answer = check(row->options);
    RL_EXPECT_EQ(2, answer.status);
    RL_EXPECT_STREQ("", answer.out);
    RL_EXPECT_CONTAINS(answer.err, row->words);
    answer_free(&answer);
}

static const struct row no_format = {"--output pdf=x",
                                     "there is no format \"pdf\"; there are text, json, csv, junit"};
static const struct row no_file = {"--output sarif=", "names no file"};
static const struct row two_to_stdout = {"--output csv=- --output json=-", "two outputs to stdout"};
static const struct row json_and_stdout = {"--json --output csv=-", "leave out one of them"};
static const struct row no_level = {"--feedback some", "there are full, hints and verdict"};

static const struct rl_case cases[] = {
    RL_CASE(writes_what_fits_and_the_same_each_time),
    RL_CASE(to_stdout_it_is_all_that_is_printed),
    RL_CASE(a_file_that_cannot_be_written_is_told),
    RL_CASE_P(is_no_call, "no_format", &no_format),
    RL_CASE_P(is_no_call, "no_file", &no_file),
    RL_CASE_P(is_no_call, "two_to_stdout", &two_to_stdout),
    RL_CASE_P(is_no_call, "json_and_stdout", &json_and_stdout),
    RL_CASE_P(is_no_call, "no_level", &no_level),
    RL_CASE_END,
};
RL_SUITE(check_output, cases);
