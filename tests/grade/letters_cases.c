/* SPDX-License-Identifier: MIT */
/* Letters: names that are no paths, words that are no HTML, levels of feedback; and due times. */
#include "grader/class.h"
#include "grader/letters.h"

#include "shim/rl_test.h"

#include <stdlib.h>
#include <string.h>

struct name {
    const char *learner, *file;
};
static const struct name plain = {"ann", "ann"};
static const struct name person = {"Ann B. Cé", "Ann B. Cé"};
static const struct name path = {"in/ann.c", "in%2fann.c"};
static const struct name alike = {"in%2fann.c", "in%252fann.c"};
static const struct name above = {"../../etc", "%2e.%2f..%2fetc"};
static const struct name option = {"-rf", "%2drf"};
static const struct name control = {"a\nb", "a%0ab"};

static void is_a_file_name(const void *param)
{
    const struct name *name = param;
    char *file = rl_letters_file_name(name->learner);
    RL_EXPECT_STREQ(name->file, file);
    free(file);
}

static json_t *verdict(void)
{
    const char *text = "[{\"schema\": \"racelab/verdict/v1\", \"lab\": \"01-x/y\", \"file\": \"y.c\", "
                       "\"source\": \"y.c\", \"verdict\": \"fail\","
                       " \"headline\": \"y.c fails: <script>alert(1)</script>\", \"axes\": {\"safe\": "
                       "{\"status\": \"fail\", \"reason\": "
                       "\"data-race\"}}, \"hints\": [\"look at <b>\"], \"findings\": [{\"hazard\": "
                       "\"data-race\", \"axis\": \"safe\", "
                       "\"meaning\": \"two meet\", \"words\": \"secret words\", \"sides\": [{\"file\": "
                       "\"y.c\", \"line\": 3, \"thread\": \"main\", "
                       "\"what\": \"write\", \"source\": \"x = \\\"</pre><script>\\\";\"}], \"replay\": "
                       "\"racelab replay --lab y y.c q-1\"}], "
                       "\"points\": {\"got\": 3, \"of\": 10, \"provisional\": false}, \"submission\": "
                       "{\"learner\": \"<i>\", \"path\": \"p\", "
                       "\"lab\": \"y\", \"late\": true}}]";
    return json_loads(text, 0, NULL);
}

static char *write_letter(void (*write)(FILE *, const json_t *, enum rl_feedback, const char *),
                          enum rl_feedback feedback)
{
    char *text = NULL;
    size_t length;
    json_t *verdicts = verdict();
    FILE *stream = open_memstream(&text, &length);
    write(stream, verdicts, feedback, "<title>");
    fclose(stream);
    json_decref(verdicts);
    return text;
}

static void html_holds_no_foreign_tags(void)
{
    char *text = write_letter(rl_letter_html, RL_FEEDBACK_FULL);
    RL_EXPECT_NULL(strstr(text, "<script"));
    RL_EXPECT_NULL(strstr(text, "<i>"));
    RL_EXPECT_NULL(strstr(text, "<title><title>"));
    RL_EXPECT_CONTAINS(text, "&#60;script&#62;");
    RL_EXPECT_CONTAINS(text, "secret words");
    RL_EXPECT_CONTAINS(text, "racelab replay --lab y y.c q-1");
    RL_EXPECT_CONTAINS(text, "after its due time");
    free(text);
}

static const enum rl_feedback hints = RL_FEEDBACK_HINTS, verdict_only = RL_FEEDBACK_VERDICT;

static void tells_no_more_than_its_level(const void *param)
{
    enum rl_feedback feedback = *(const enum rl_feedback *)param;
    void (*const writers[])(FILE *, const json_t *, enum rl_feedback, const char *) = {rl_letter_html,
                                                                                       rl_letter_markdown};
    for (size_t i = 0; i < 2; i++) {
        char *text = write_letter(writers[i], feedback);
        RL_EXPECT_NULL(strstr(text, "secret"));
        RL_EXPECT_NULL(strstr(text, "q-1"));
        RL_EXPECT_EQ(feedback == RL_FEEDBACK_HINTS, strstr(text, "look at") != NULL);
        RL_EXPECT_EQ(feedback == RL_FEEDBACK_HINTS, strstr(text, "race") != NULL);
        free(text);
    }
}

struct time_case {
    const char *text;
    long long seconds; /* 0: refused */
};
static const struct time_case utc = {"2026-12-01 23:59 Z", 1796169540};
static const struct time_case east = {"2026-12-01 23:59 +01:00", 1796165940};
static const struct time_case west = {"2026-12-01T23:59 -05:30", 1796189340};
static const struct time_case no_time = {"2026-12-01", 0};
static const struct time_case no_zone = {"2026-12-01 23:59 noon", 0};
static const struct time_case no_month = {"2026-13-01 10:00 Z", 0};

static void is_a_time(const void *param)
{
    const struct time_case *row = param;
    long long seconds = 0;
    RL_EXPECT_EQ(row->seconds != 0, rl_class_time(row->text, &seconds));
    if (row->seconds)
        RL_EXPECT_EQ(row->seconds, seconds);
}

static const struct rl_case cases[] = {RL_CASE_P(is_a_file_name, "plain", &plain),
                                       RL_CASE_P(is_a_file_name, "person", &person),
                                       RL_CASE_P(is_a_file_name, "path", &path),
                                       RL_CASE_P(is_a_file_name, "alike", &alike),
                                       RL_CASE_P(is_a_file_name, "above", &above),
                                       RL_CASE_P(is_a_file_name, "option", &option),
                                       RL_CASE_P(is_a_file_name, "control", &control),
                                       RL_CASE(html_holds_no_foreign_tags),
                                       RL_CASE_P(tells_no_more_than_its_level, "hints", &hints),
                                       RL_CASE_P(tells_no_more_than_its_level, "verdict", &verdict_only),
                                       RL_CASE_P(is_a_time, "utc", &utc),
                                       RL_CASE_P(is_a_time, "east", &east),
                                       RL_CASE_P(is_a_time, "west", &west),
                                       RL_CASE_P(is_a_time, "no_time", &no_time),
                                       RL_CASE_P(is_a_time, "no_zone", &no_zone),
                                       RL_CASE_P(is_a_time, "no_month", &no_month),
                                       RL_CASE_END};
RL_SUITE(letters, cases);
