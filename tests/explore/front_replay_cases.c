/* SPDX-License-Identifier: MIT */
/* Replay strings: their parser, strings of other programs, and replays that are the same every time. */
#include "shim/rl_test.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "front_programs.h"
#include "sanitizers/explore/front/call.h"
#include "sanitizers/explore/front/remember.h"
#include "sanitizers/explore/front/tag.h"
#include "sanitizers/text.h"
#include "sanitizers/workdir.h"

static bool parses(const char *text)
{
    char tag[RL_TAG_LENGTH + 1];
    const char *schedule = NULL;
    char *why = NULL;
    bool fine = rl_replay_parse(text, tag, &schedule, &why);
    RL_EXPECT_TRUE(fine == (why == NULL));
    free(why);
    return fine;
}

static void takes_whole_strings_only(void)
{
    RL_EXPECT_TRUE(parses("k3f9-5c2d"));
    RL_EXPECT_TRUE(parses("0000-0"));
    static const char *const bad[] = {"",          "-",          "k3f9",       "k3f9-",
                                      "k3f95c2d",  "K3F9-5c2d",  "k3f9-5c 2d", "k3f9-5c2d\n",
                                      "k3f-95c2d", "k3f9--5c2d", "../..-1"};
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        if (parses(bad[i]))
            RL_FAIL("'%s' was taken", bad[i]);
    }
}

static void says_which_character_is_wrong(void)
{
    char tag[RL_TAG_LENGTH + 1];
    const char *schedule = NULL;
    char *why = NULL;
    RL_EXPECT_FALSE(rl_replay_parse("k3f9-5C", tag, &schedule, &why));
    RL_EXPECT_CONTAINS(why, "character 7");
    free(why);
}

static void refuses_a_giant(void)
{
    char *giant = rl_alloc(RL_REPLAY_MAX + 100);
    memset(giant, 'a', RL_REPLAY_MAX + 50);
    giant[4] = '-';
    RL_EXPECT_FALSE(parses(giant));
    free(giant);
}

/* A fixed sequence of strings of any bytes: whatever is taken has the shape of a replay string. */
static void survives_anything(void)
{
    uint64_t state = 1;
    size_t taken = 0;
    for (int round = 0; round < 200000; round++) {
        static const char likely[] = "k3f9-0az";
        char text[24] = "";
        state = state * UINT64_C(6364136223846793005) + 1442695040888963407u;
        size_t length = (state >> 60) + 1;
        for (size_t i = 0; i < length; i++) {
            state = state * UINT64_C(6364136223846793005) + 1442695040888963407u;
            text[i] = (state >> 40 & 3) ? likely[state >> 48 & 7] : (char)(state >> 56);
        }
        char tag[RL_TAG_LENGTH + 1];
        const char *schedule = NULL;
        char *why = NULL;
        if (rl_replay_parse(text, tag, &schedule, &why)) {
            taken++;
            if (strspn(schedule, "0123456789abcdefghijklmnopqrstuvwxyz") != strlen(schedule) || !*schedule ||
                strlen(tag) != RL_TAG_LENGTH)
                RL_FATAL("'%s' was taken", text);
        }
        free(why);
    }
    RL_EXPECT_TRUE(taken > 0);
}

static const char *racy(void)
{
    return two_threads("#include <assert.h>\nstatic _Atomic int x;", "x = x + 1;",
                       "x = x + 1; assert(x < 3);");
}

static void refuses_another_programs_string(void)
{
    struct rl_observation out;
    explore_program(&(struct program){.text = racy(), .replay = "zzzz-0"}, &out);
    RL_EXPECT_STREQ("unsupported", rl_run_status_name(out.status));
    RL_EXPECT_CONTAINS(out.reason, "belongs to another program");
    rl_observation_free(&out);
}

static void refuses_a_malformed_string(void)
{
    struct rl_observation out;
    explore_program(&(struct program){.text = racy(), .replay = "not one"}, &out);
    RL_EXPECT_NE((int)RL_RUN_OK, (int)out.status);
    RL_EXPECT_CONTAINS(out.reason, "replay string");
    rl_observation_free(&out);
}

/* Strings of the right program with schedules that nobody found: refused or run, never a crash, never a hang.
 */
static void survives_foreign_schedules(void)
{
    static const char *const schedules[] = {"z",  "zzzzzz", "1a2b3c",        "0", "00", "9z9z9z9z9z9z",
                                            "x0", "xxxx",   "99999999999999"};
    struct rl_observation out;
    explore_program(&(struct program){.text = racy(), .replay = "zzzz-0"}, &out);
    const char *tag = out.reason ? strstr(out.reason, "begin with ") : NULL;
    RL_ASSERT_NOT_NULL(tag);
    char known[RL_TAG_LENGTH + 1] = "";
    memcpy(known, tag + strlen("begin with "), RL_TAG_LENGTH);
    rl_observation_free(&out);
    for (size_t i = 0; i < sizeof schedules / sizeof schedules[0]; i++) {
        char *replay = rl_replay_join(known, schedules[i]);
        explore_program(&(struct program){.text = racy(), .replay = replay}, &out);
        if (out.status == RL_RUN_LIMIT || (out.status == RL_RUN_INFRA && strstr(out.reason, "broke")))
            RL_FAIL("%s: %s", replay, out.reason);
        rl_observation_free(&out);
        free(replay);
    }
}

static void add_step(void *ctx, const char *json)
{
    rl_text_addf(ctx, "%s\n", json);
}

static void replays_byte_identically(void)
{
    struct rl_observation out;
    explore_program(
        &(struct program){.text = two_threads("#include <assert.h>\nstatic _Atomic int x;", "x = x + 1;",
                                              "int y = x; x = y + 1; assert(x == y + 1);")},
        &out);
    RL_ASSERT_EQ(1, count_hazard(&out, RL_HAZARD_ASSERTION));
    char *replay = rl_text_copy(out.findings[0].schedule);
    rl_observation_free(&out);
    struct rl_text first = RL_TEXT_INIT, second = RL_TEXT_INIT;
    struct rl_text *texts[] = {&first, &second};
    for (int i = 0; i < 2; i++) {
        explore_program(
            &(struct program){.text = two_threads("#include <assert.h>\nstatic _Atomic int x;", "x = x + 1;",
                                                  "int y = x; x = y + 1; assert(x == y + 1);"),
                              .replay = replay,
                              .on_step = add_step,
                              .ctx = texts[i]},
            &out);
        RL_EXPECT_EQ(1, count_hazard(&out, RL_HAZARD_ASSERTION));
        rl_observation_free(&out);
    }
    RL_EXPECT_CONTAINS(first.data, "racelab/trace/v1");
    RL_EXPECT_CONTAINS(first.data, "\"source\":\"int y = x; x = y + 1; assert(x == y + 1);\"");
    RL_EXPECT_CONTAINS(first.data, "\"name\":\"thread 2 (two)\"");
    RL_EXPECT_STREQ(first.data, second.data);
    rl_text_free(&first);
    rl_text_free(&second);
    free(replay);
}

/* An address that the system chooses is in its memory: a second process differs, and the search proves
 * nothing. */
static void notices_what_is_not_deterministic(void)
{
    struct rl_observation out;
    FILE *file = fopen("/proc/sys/kernel/randomize_va_space", "r");
    int randomized = file ? fgetc(file) : '0';
    if (file)
        fclose(file);
    if (randomized == '0')
        RL_SKIP("this system chooses the same addresses in every process");
    explore_program(&(struct program){.text = "#include <stdio.h>\nstatic long x;\nint main(void)\n{\n"
                                              "    x = (long)stdout >> 4;\n    return 0;\n}\n"},
                    &out);
    RL_EXPECT_STREQ("ok", rl_run_status_name(out.status));
    RL_EXPECT_FALSE(out.complete);
    RL_ASSERT_NOT_NULL(out.reason);
    RL_EXPECT_CONTAINS(out.reason, "not deterministic");
    rl_observation_free(&out);
}

/* What `racelab replay` would show: the last failure's string, or NULL. The caller frees it. */
static char *last_failure(char **why)
{
    char *replay = NULL;
    json_decref(rl_recall(&replay, why));
    return replay;
}

/* A failure whose schedule was too long to be kept must not let an older one pass for it. */
static void forgets_what_is_not_the_last_failure(void)
{
    char *why = NULL, *state = rl_workdir_create(&why);
    RL_ASSERT_NOT_NULL(state);
    setenv("XDG_STATE_HOME", state, 1);
    struct rl_explore_call call = {0};
    struct rl_finding finding = {.schedule = (char *)"k3f9-5c2d"};
    const struct rl_observation found = {.findings = &finding, .findings_len = 1};
    rl_list_add(&call.files, __FILE__);
    rl_explore_call_keep(&call, &found, &why);
    RL_EXPECT_NULL(why);
    char *last = last_failure(&why);
    RL_EXPECT_STREQ("k3f9-5c2d", last);
    free(last);
    finding.schedule = NULL;
    rl_explore_call_keep(&call, &found, &why);
    RL_ASSERT_NOT_NULL(why);
    RL_EXPECT_CONTAINS(why, "this failure cannot be replayed");
    free(why);
    why = NULL;
    RL_EXPECT_NULL(last_failure(&why));
    RL_EXPECT_CONTAINS(why, "there is no failure to replay yet");
    free(why);
    unsetenv("XDG_STATE_HOME");
    rl_list_free(&call.files);
    rl_workdir_remove(state);
}

static const struct rl_case cases[] = {
    RL_CASE(forgets_what_is_not_the_last_failure),
    RL_CASE(takes_whole_strings_only),
    RL_CASE(says_which_character_is_wrong),
    RL_CASE(refuses_a_giant),
    RL_CASE(survives_anything),
    RL_CASE(refuses_another_programs_string),
    RL_CASE(refuses_a_malformed_string),
    RL_CASE(survives_foreign_schedules),
    RL_CASE(replays_byte_identically),
    RL_CASE(notices_what_is_not_deterministic),
    RL_CASE_END,
};
RL_SUITE(front_replay, cases);
