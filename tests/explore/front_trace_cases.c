/* SPDX-License-Identifier: MIT */
/* The trace on a terminal, by its meaning: who stands in which column, what is said of each step, what is
 * cut. */
#include "shim/rl_test.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "front_programs.h"
#include "sanitizers/explore/front/trace.h"
#include "sanitizers/text.h"

static const char abba[] =
    "#include <pthread.h>\n"
    "static pthread_mutex_t left = PTHREAD_MUTEX_INITIALIZER, right = PTHREAD_MUTEX_INITIALIZER;\n"
    "static void *ada(void *p)\n{\n    pthread_mutex_lock(&left);\n    pthread_mutex_lock(&right);\n"
    "    pthread_mutex_unlock(&right);\n    pthread_mutex_unlock(&left);\n    return p;\n}\n"
    "int main(void)\n{\n    pthread_t t;\n    pthread_create(&t, NULL, ada, NULL);\n"
    "    pthread_mutex_lock(&right);\n    pthread_mutex_lock(&left);\n    pthread_mutex_unlock(&left);\n"
    "    pthread_mutex_unlock(&right);\n    pthread_join(t, NULL);\n    return 0;\n}\n";

static void keep_step(void *ctx, const char *text)
{
    json_array_append_new(ctx, json_loads(text, 0, NULL));
}

/* The trace of the deadlock, drawn at this width. The caller frees it. */
static char *draw(int width, bool unicode)
{
    struct rl_observation out;
    json_t *steps = json_array();
    char *text = NULL;
    size_t size = 0;
    explore_program(&(struct program){.text = abba}, &out);
    char *replay = out.findings_len ? rl_text_copy(out.findings[0].schedule) : NULL;
    rl_observation_free(&out);
    explore_program(&(struct program){.text = abba, .replay = replay, .on_step = keep_step, .ctx = steps},
                    &out);
    const struct rl_explore_style style = {"", "", "", "", "", "", width, unicode};
    FILE *file = open_memstream(&text, &size);
    rl_trace_print(file, steps, out.findings, out.findings_len, NULL, &style);
    fclose(file);
    rl_observation_free(&out);
    json_decref(steps);
    free(replay);
    return text;
}

/* The column (from 0) in which `what` stands in its line; -1: nowhere. ASCII only. */
static int column_of(const char *text, const char *what)
{
    const char *found = strstr(text, what);
    if (!found)
        return -1;
    const char *start = found;
    while (start > text && start[-1] != '\n')
        start--;
    return (int)(found - start);
}

static void puts_each_thread_into_its_column(void)
{
    char *text = draw(80, false);
    int ada = column_of(text, "thread 1 (ada)");
    RL_EXPECT_EQ(5, column_of(text, "main"));
    RL_EXPECT_TRUE(ada > 30);
    RL_EXPECT_EQ(5, column_of(text, "creates thread 1 (ada)"));
    RL_EXPECT_EQ(ada, column_of(text, "locks left: free -> held"));
    RL_EXPECT_EQ(5, column_of(text, "locks right: free -> held"));
    free(text);
}

static void marks_where_it_breaks(void)
{
    char *text = draw(80, false);
    const char *broke = strstr(text, "here it breaks: deadlock");
    RL_ASSERT_NOT_NULL(broke);
    RL_EXPECT_CONTAINS(broke, "waits for mutex 'left'");
    RL_EXPECT_CONTAINS(broke, "waits for mutex 'right'");
    RL_EXPECT_EQ(5, column_of(broke, "waits for mutex 'left'"));
    free(text);
}

static void stays_within(const void *param)
{
    int width = *(const int *)param;
    char *text = draw(width, false);
    for (const char *line = text; *line;) {
        size_t length = strcspn(line, "\n");
        if ((int)length > width)
            RL_FAIL("%zu columns of %d: %.*s", length, width, (int)length, line);
        line += length + (line[length] == '\n');
    }
    RL_EXPECT_CONTAINS(text, "locks left");
    free(text);
}

static void folds_to_a_list_where_columns_do_not_fit(void)
{
    json_t *steps = json_array();
    for (int i = 0; i < 6; i++)
        json_array_append_new(
            steps, json_pack("{s:{s:i, s:o}, s:s, s:{s:s, s:s}, s:{s:s, s:i, s:s}}", "thread", "id", i,
                             "name", i ? json_sprintf("thread %d (w)", i) : json_string("main"), "operation",
                             "mutex_lock", "object", "name", "m", "kind", "global", "place", "file", "w.c",
                             "line", 7, "source", "lock(m);"));
    char *text = NULL;
    size_t size = 0;
    const struct rl_explore_style style = {"", "", "", "", "", "", 80, false};
    FILE *file = open_memstream(&text, &size);
    rl_trace_print(file, steps, NULL, 0, NULL, &style);
    fclose(file);
    RL_EXPECT_CONTAINS(text, "thread 5 (w)  locks m");
    RL_EXPECT_EQ(column_of(text, "main "), column_of(text, "thread 5 (w)  locks m"));
    free(text);
    json_decref(steps);
}

static void says_what_an_atomic_does(void)
{
    json_t *step = json_pack("{s:s, s:{s:s}, s:i, s:i, s:s}", "operation", "atomic_update", "object", "name",
                             "turn", "value_read", 3, "value_written", 4, "order", "relaxed");
    char *words = rl_trace_words(step);
    RL_EXPECT_STREQ("changes turn from 3 to 4 (relaxed)", words);
    free(words);
    json_object_del(step, "value_written");
    words = rl_trace_words(step);
    RL_EXPECT_STREQ("finds 3 in turn, changes nothing (relaxed)", words);
    free(words);
    json_decref(step);
}

static const int widths[] = {40, 60, 80, 120, 200};
static const struct rl_case cases[] = {
    RL_CASE(puts_each_thread_into_its_column),  RL_CASE(marks_where_it_breaks),
    RL_CASE_P(stays_within, "40", &widths[0]),  RL_CASE_P(stays_within, "60", &widths[1]),
    RL_CASE_P(stays_within, "80", &widths[2]),  RL_CASE_P(stays_within, "120", &widths[3]),
    RL_CASE_P(stays_within, "200", &widths[4]), RL_CASE(folds_to_a_list_where_columns_do_not_fit),
    RL_CASE(says_what_an_atomic_does),          RL_CASE_END,
};
RL_SUITE(front_trace, cases);
