/* SPDX-License-Identifier: MIT */
/* The formats that are text: read as their readers read them, with everything hostile in them. */
#include "runner.h"
#include "samples.h"

#include "grader/words.h"
#include "shim/rl_test.h"

#include <stdlib.h>
#include <string.h>

static void obeys_nothing(const char *format, const char *what, const char *text)
{
    size_t count;
    struct command *commands = runner_commands(text, &count);
    if (count > 0)
        RL_FAIL("%s with %.60s is taken for the command %s", format, what, commands[0].name);
    runner_free(commands, count);
}

static void has_no_control_bytes(const char *format, const char *what, const char *text)
{
    for (const char *at = text; *at; at++)
        if (((unsigned char)*at < ' ' && !strchr("\n\t\r", *at)) || *at == 127)
            RL_FATAL("%s with %.60s has a control byte %d", format, what, *at);
}

static void text_is_no_command(void)
{
    for (size_t i = 0; hostile[i]; i++) {
        json_t *verdicts = samples_with(NULL, hostile[i]);
        char *text = written("text", verdicts, RL_FEEDBACK_FULL);
        RL_ASSERT_NOT_NULL(text);
        obeys_nothing("text", hostile[i], text);
        has_no_control_bytes("text", hostile[i], text);
        free(text);
        json_decref(verdicts);
    }
}

/* What the formats write is nothing without a reader that would notice: the runner here finds every trick. */
static void the_runner_finds_commands(void)
{
    static const char *const lines[] = {"::set-output name=a::b", "  ::error::x", "\xc2\xa0::add-mask::y",
                                        "text ##[command]z"};
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        size_t count;
        struct command *commands = runner_commands(lines[i], &count);
        RL_EXPECT_EQ(1u, count);
        runner_free(commands, count);
    }
}

static void annotations_say_where(void)
{
    json_t *verdicts = samples("fail");
    char *text = written("github", verdicts, RL_FEEDBACK_FULL);
    size_t count;
    struct command *commands = runner_commands(text, &count);
    RL_ASSERT_EQ(3u, count); /* the race, its other side, and what came of it */
    RL_EXPECT_STREQ("error", commands[0].name);
    RL_EXPECT_STREQ("submissions/ann/tickets.c", commands[0].file);
    RL_EXPECT_STREQ("14", commands[0].line);
    RL_EXPECT_CONTAINS(commands[0].message, "holding log_lock\n");
    RL_EXPECT_STREQ("notice", commands[1].name);
    RL_EXPECT_STREQ("9", commands[1].line);
    RL_EXPECT_STREQ("error", commands[2].name);
    RL_EXPECT_NULL(commands[2].line); /* it lies in the scenario */
    runner_free(commands, count);
    free(text);
    json_decref(verdicts);
}

/* One kind of verdict, the level of its annotation, and the line. */
struct level {
    const char *kind, *level, *line;
};

static void has_its_level(const void *param)
{
    const struct level *level = param;
    json_t *verdicts = samples(level->kind);
    char *text = written("github", verdicts, RL_FEEDBACK_FULL);
    size_t count;
    struct command *commands = runner_commands(text, &count);
    RL_ASSERT_EQ(1u, count);
    RL_EXPECT_STREQ(level->level, commands[0].name);
    RL_EXPECT_STREQ(level->line ? level->line : "", commands[0].line ? commands[0].line : "");
    runner_free(commands, count);
    free(text);
    json_decref(verdicts);
}

static const struct level pass = {"pass", "notice", NULL}, unproven = {"unproven", "warning", NULL},
                          compile = {"compile_error", "error", "7"}, infra = {"infra", "error", NULL};

/* Every line is one of ours, and none has more or other properties than we gave it. */
static void annotations_cannot_be_forged(void)
{
    for (size_t i = 0; hostile[i]; i++) {
        json_t *verdicts = samples_with("fail", hostile[i]);
        char *text = written("github", verdicts, RL_FEEDBACK_FULL);
        size_t count, lines = rl_text_count_lines(text);
        struct command *commands = runner_commands(text, &count);
        RL_EXPECT_EQ(lines, count);
        for (size_t j = 0; j < count; j++) {
            RL_EXPECT_TRUE(strcmp(commands[j].name, "error") == 0 || strcmp(commands[j].name, "notice") == 0);
            const char *line = commands[j].line ? commands[j].line : "9";
            RL_EXPECT_TRUE(strcmp(line, "14") == 0 || strcmp(line, "9") == 0 || strcmp(line, "30") == 0);
            RL_EXPECT_TRUE(rl_text_starts(commands[j].title, "data-race") ||
                           rl_text_starts(commands[j].title, "assertion"));
        }
        runner_free(commands, count);
        free(text);
        json_decref(verdicts);
    }
}

enum { COLUMNS = 20 };

/* The cell under a heading, of the first verdict. */
static const char *cell_under(char *const *cells, size_t columns, const char *heading)
{
    for (size_t i = 0; i < columns; i++)
        if (strcmp(cells[i], heading) == 0)
            return cells[columns + i];
    return "(no such column)";
}

static void csv_tells_answers_tools_and_decisions(void)
{
    json_t *verdicts = samples("fail"), *one = json_array_get(verdicts, 0),
           *axes = json_object_get(one, "axes");
    json_object_set_new(axes, "answer", json_pack("{s:s, s:n}", "status", "pass", "reason"));
    json_object_set_new(axes, "tool", json_pack("{s:s, s:n}", "status", "fail", "reason"));
    json_object_set_new(one, "calibration", json_pack("{s:{s:s}}", "answer", "choice", "b"));
    json_object_set_new(one, "review", json_pack("{s:s}", "decision", "fail"));
    char *text = written("csv", verdicts, RL_FEEDBACK_FULL);
    size_t rows, columns;
    char **cells = csv_cells(text, &rows, &columns);
    RL_ASSERT_NOT_NULL(cells);
    RL_EXPECT_STREQ("pass", cell_under(cells, columns, "answer"));
    RL_EXPECT_STREQ("fail", cell_under(cells, columns, "tool"));
    RL_EXPECT_STREQ("b", cell_under(cells, columns, "choice"));
    RL_EXPECT_STREQ("fail", cell_under(cells, columns, "decision"));
    for (size_t i = 0; i < rows * columns; i++)
        free(cells[i]);
    free(cells);
    free(text);
    json_decref(verdicts);
}

static void csv_has_a_row_for_each(void)
{
    json_t *verdicts = samples(NULL);
    char *text = written("csv", verdicts, RL_FEEDBACK_FULL);
    size_t rows, columns;
    char **cells = csv_cells(text, &rows, &columns);
    RL_ASSERT_NOT_NULL(cells);
    RL_EXPECT_EQ(json_array_size(verdicts) + 1, rows);
    RL_EXPECT_EQ((size_t)COLUMNS, columns);
    RL_EXPECT_STREQ("learner", cells[0]);
    RL_EXPECT_STREQ("ann", cells[COLUMNS]);
    RL_EXPECT_STREQ("30", cells[COLUMNS + 4]);
    RL_EXPECT_STREQ("no", cells[COLUMNS + 6]);      /* provisional */
    RL_EXPECT_STREQ("yes", cells[3 * COLUMNS + 6]); /* unproven is */
    RL_EXPECT_STREQ("", cells[9 * COLUMNS + 4]);    /* infra: no mark, not zero */
    for (size_t i = 0; i < rows * columns; i++)
        free(cells[i]);
    free(cells);
    free(text);
    json_decref(verdicts);
}

static void csv_stays_whole_and_holds_no_formula(void)
{
    for (size_t i = 0; hostile[i]; i++) {
        json_t *verdicts = samples_with(NULL, hostile[i]);
        char *text = written("csv", verdicts, RL_FEEDBACK_FULL);
        size_t rows, columns;
        char **cells = csv_cells(text, &rows, &columns);
        RL_ASSERT_NOT_NULL(cells);
        RL_EXPECT_EQ(json_array_size(verdicts) + 1, rows);
        for (size_t j = 0; j < rows * columns; j++) {
            RL_EXPECT_TRUE(!cells[j][0] || !strchr("=+-@\t\r", cells[j][0]));
            free(cells[j]);
        }
        free(cells);
        has_no_control_bytes("csv", hostile[i], text);
        free(text);
        json_decref(verdicts);
    }
}

static void a_broken_table_is_no_csv(void)
{
    static const char *const broken[] = {"\"a\",\"b\r\n", "a,b\r\nc\r\n", "\"a\"x,b\r\n", "a\"b,c\r\n"};
    for (size_t i = 0; i < sizeof broken / sizeof *broken; i++) {
        size_t rows, columns;
        RL_EXPECT_NULL(csv_cells(broken[i], &rows, &columns));
    }
}

static void the_summary_shows_table_and_steps(void)
{
    json_t *verdicts = samples(NULL);
    char *text = written("github-summary", verdicts, RL_FEEDBACK_FULL);
    RL_EXPECT_CONTAINS(text, "## A course\n");
    RL_EXPECT_CONTAINS(text, "| fail | 30 of 100 points |");
    RL_EXPECT_CONTAINS(text, "| infra | no mark |");
    RL_EXPECT_CONTAINS(text, "```text\n   1  main creates thread 1 (window)  (scenario.c:20)\n");
    RL_EXPECT_CONTAINS(text, "undeclared identifier 'stok'");
    free(text);
    json_decref(verdicts);
}

/* What is not in a block of code. A fence is closed by one as long. */
static char *outside_of_code(const char *text)
{
    struct rl_text out = RL_TEXT_INIT;
    size_t fence = 0;
    while (*text) {
        size_t length = strcspn(text, "\n"), ticks = strspn(text, "`");
        if (fence == 0 && ticks >= 3)
            fence = ticks;
        else if (fence > 0 && ticks >= fence && ticks == length)
            fence = 0;
        else if (fence == 0)
            rl_text_addf(&out, "%.*s\n", (int)length, text);
        text += length + (text[length] != '\0');
    }
    return rl_text_take(&out);
}

static void the_summary_is_no_html(void)
{
    static const char *const ours[] = {"<details><summary>Step by step</summary>", "</details>"};
    for (size_t i = 0; hostile[i]; i++) {
        json_t *verdicts = samples_with(NULL, hostile[i]);
        char *text = written("github-summary", verdicts, RL_FEEDBACK_FULL), *plain = outside_of_code(text);
        for (size_t j = 0; j < 2; j++)
            for (char *at; (at = strstr(plain, ours[j]));)
                memset(at, ' ', strlen(ours[j]));
        RL_EXPECT_NULL(strchr(plain, '<'));
        RL_EXPECT_NULL(strstr(plain, "]("));
        RL_EXPECT_NULL(strstr(plain, "@everyone"));
        has_no_control_bytes("github-summary", hostile[i], text);
        free(plain);
        free(text);
        json_decref(verdicts);
    }
}

/* GitHub shows nothing of a summary beyond a megabyte. */
static void the_summary_stays_small(void)
{
    char *huge = repeated("&`<x", 1 << 20);
    json_t *one = samples_with("fail", huge), *many = json_array();
    for (int i = 0; i < 300; i++)
        json_array_append(many, json_array_get(one, 0));
    char *text = written("github-summary", many, RL_FEEDBACK_FULL);
    RL_EXPECT_LT(strlen(text), (size_t)1 << 20);
    RL_EXPECT_CONTAINS(text, "more submissions are in the other outputs");
    free(text);
    json_decref(many);
    json_decref(one);
    free(huge);
}

static const struct rl_case cases[] = {
    RL_CASE(text_is_no_command),
    RL_CASE(the_runner_finds_commands),
    RL_CASE(annotations_say_where),
    RL_CASE_P(has_its_level, "pass", &pass),
    RL_CASE_P(has_its_level, "unproven", &unproven),
    RL_CASE_P(has_its_level, "compile_error", &compile),
    RL_CASE_P(has_its_level, "infra", &infra),
    RL_CASE(annotations_cannot_be_forged),
    RL_CASE(csv_has_a_row_for_each),
    RL_CASE(csv_tells_answers_tools_and_decisions),
    RL_CASE(csv_stays_whole_and_holds_no_formula),
    RL_CASE(a_broken_table_is_no_csv),
    RL_CASE(the_summary_shows_table_and_steps),
    RL_CASE(the_summary_is_no_html),
    RL_CASE(the_summary_stays_small),
    RL_CASE_END,
};
RL_SUITE(format_text, cases);
