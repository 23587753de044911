/* SPDX-License-Identifier: MIT */
/* docs/catalogue.md is what `racelab list --markdown` prints; the JSON says who sees each bug. */
#include "process.h"

#include "grader/words.h"

#include "shim/rl_test.h"

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

static void is_not_stale(void)
{
    struct answer answer = racelab("list --markdown");
    char *text = rl_text_read_file(RL_ROOT "/docs/catalogue.md", NULL);
    RL_EXPECT_EQ(0, answer.status);
    RL_ASSERT_NOT_NULL(text);
    if (strcmp(text, answer.out) != 0)
        RL_FAIL("docs/catalogue.md is stale. Write it anew: ./racelab list --markdown >docs/catalogue.md");
    free(text);
    answer_free(&answer);
}

static const json_t *lab_of(const json_t *course, const char *id)
{
    size_t index;
    json_t *lab;
    json_array_foreach(json_object_get(course, "labs"), index,
                       lab) if (strcmp(json_string_value(json_object_get(lab, "id")), id) == 0) return lab;
    return NULL;
}

static void says_who_sees_the_bug(void)
{
    struct answer answer = racelab("list --json");
    json_t *course = json_loads(answer.out, 0, NULL);
    const json_t *lab = lab_of(course, "counter-lost-update"), *file = NULL;
    RL_ASSERT_NOT_NULL(lab);
    const json_t *detectors = json_object_get(lab, "detectors");
    const json_t *tsan = json_object_get(detectors, "tsan"), *explore = json_object_get(detectors, "explore");
    RL_EXPECT_STREQ("data-race", json_string_value(json_array_get(json_object_get(tsan, "always"), 0)));
    RL_EXPECT_STREQ("data-race", json_string_value(json_object_get(explore, "primary")));
    RL_EXPECT_EQ(366, (int)json_integer_value(json_array_get(json_object_get(lab, "cwe"), 0)));
    size_t index;
    json_t *one;
    json_array_foreach(json_object_get(lab, "files"), index,
                       one) if (strcmp(json_string_value(json_object_get(one, "name")), "wrong/volatile.c") ==
                                0) file = one;
    RL_EXPECT_STREQ("safe", json_string_value(json_object_get(file, "axis")));
    json_decref(course);
    answer_free(&answer);
}

static const struct rl_case cases[] = {RL_CASE(is_not_stale), RL_CASE(says_who_sees_the_bug), RL_CASE_END};
RL_SUITE(cli_catalogue, cases);
