/* SPDX-License-Identifier: MIT */
/* The shim tested for failing: every case of the fixtures fails for its own reason, at its own line, in text
 * and XML. */
#include "shim/rl_test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static char *read_all(FILE *file)
{
    size_t length = 0, got;
    char *text = malloc(1 << 20);
    while (text && (got = fread(text + length, 1, (1 << 20) - 1 - length, file)) > 0)
        length += got;
    if (text)
        text[length] = '\0';
    return text;
}

static char *read_file(const char *path)
{
    FILE *file = fopen(path, "r");
    char *text = file ? read_all(file) : NULL;
    if (file)
        fclose(file);
    return text;
}

struct run {
    char *text;
    char *xml; /* NULL: none was written */
    int status;
};

static void run_free(struct run *run)
{
    free(run->text);
    free(run->xml);
}

static struct run run_fixture(const char *program, const char *arguments)
{
    char xml[] = "/tmp/rl-shim-XXXXXX", command[2048];
    struct run run = {NULL, NULL, -1};
    int descriptor = mkstemp(xml);
    if (descriptor >= 0)
        close(descriptor);
    snprintf(command, sizeof command, "'%s' --gtest_output='xml:%s' %s 2>&1", program, xml, arguments);
    FILE *pipe = popen(command, "r");
    if (pipe) {
        run.text = read_all(pipe);
        int status = pclose(pipe);
        run.status = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
        run.xml = read_file(xml);
    }
    unlink(xml);
    return run;
}

/* The line on which `marker` stands, alone or before a space and the end of its comment. */
static int line_of(const char *path, const char *marker)
{
    char *source = read_file(path);
    char *found = source ? strstr(source, marker) : NULL;
    int line = found ? 1 : 0;
    for (char *at = source; found && at < found; at++)
        line += *at == '\n';
    free(source);
    return line;
}

struct expectation {
    const char *name;     /* the case, with its label */
    const char *marker;   /* stands on the line of the failure */
    const char *words[4]; /* all stand in the failure's text */
    int failures;         /* of the case in all */
};

static int count(const char *text, const char *needle)
{
    int n = 0;
    for (; (text = strstr(text, needle)); text++)
        n++;
    return n;
}

/* The part of the XML that is one test case; the caller frees it. */
static char *case_xml(const char *xml, const char *name)
{
    char start[256];
    snprintf(start, sizeof start, "<testcase name=\"%s\"", name);
    const char *from = xml ? strstr(xml, start) : NULL;
    const char *to = from ? strstr(from + 1, "<testcase ") : NULL;
    if (!from)
        return NULL;
    return to ? strndup(from, (size_t)(to - from)) : strdup(from);
}

static void fails_as_expected(const void *param)
{
    const struct expectation *want = param;
    char filter[256], place[512];
    snprintf(filter, sizeof filter, "--gtest_filter='must_fail.%s'", want->name);
    struct run run = run_fixture(RL_FAILING, filter);
    char *xml = case_xml(run.xml, want->name);
    int line = line_of(RL_FAILING_SOURCE, want->marker);
    RL_EXPECT_GT(line, 0);
    RL_EXPECT_EQ(1, run.status);
    snprintf(place, sizeof place, "failing_fixture.c:%d: Failure\n", line);
    RL_EXPECT_CONTAINS(run.text, place);
    const char *at = run.text ? strstr(run.text, place) : NULL;
    for (int i = 0; i < 4 && want->words[i]; i++)
        RL_EXPECT_CONTAINS(at, want->words[i]);
    snprintf(place, sizeof place, "failing_fixture.c:%d&#x0A;", line);
    RL_EXPECT_CONTAINS(xml, place);
    RL_EXPECT_EQ(want->failures, xml ? count(xml, "<failure ") : -1);
    RL_EXPECT_EQ(0, run.text ? count(run.text, "never reached") : -1);
    RL_EXPECT_EQ(0, run.text ? count(run.text, "shim.cc") : -1);
    free(xml);
    run_free(&run);
}

/* One row a failure: RL_CASE_P's label is the marker. */
#define EXPECTATIONS(X)                                                                                      \
    X(values, "prints_both_values", "fails here: prints_both_values", 1, "(5) == (sum)", "Left: 5",          \
      "Right: 4")                                                                                            \
    X(chars, "prints_by_type", "prints_by_type 1", 5, "Left: 'a' (97)", "Right: 'b' (98)")                   \
    X(unsigneds, "prints_by_type", "prints_by_type 2", 5, "Left: 18446744073709551615 (0xff", "Right: 1")    \
    X(floats, "prints_by_type", "prints_by_type 3", 5, "Left: 0.25", "Right: 0.5")                           \
    X(bools, "prints_by_type", "prints_by_type 4", 5, "Left: true", "Right: true")                           \
    X(pointers, "prints_by_type", "prints_by_type 5", 5, "Left: NULL", "Right: 0x")                          \
    X(expect_first, "expect_goes_on", "expect_goes_on 1", 2, "1 > 2 is true", "Actual: false")               \
    X(expect_second, "expect_goes_on", "expect_goes_on 2", 2, "1 < 2 is false", "Actual: true")              \
    X(assert_stops, "assert_stops", "fails here: assert_stops", 1, "(3) <= (2)")                             \
    X(fail, "fatal_stops", "fatal_stops 1", 2, "first of 2")                                                 \
    X(fatal, "fatal_stops", "fatal_stops 2", 2, "second")                                                    \
    X(streq, "compares_text", "compares_text 1", 5, "Left: \"one\\n\"", "Right: \"t\\\"wo\"")                \
    X(streq_null, "compares_text", "compares_text 2", 5, "Left: \"one\"", "Right: NULL")                     \
    X(strne, "compares_text", "compares_text 3", 5, "!=", "as text")                                         \
    X(contains, "compares_text", "compares_text 4", 5, "contains \"four\"", "one two three")                 \
    X(contains_null, "compares_text", "compares_text 5", 5, "Actual: NULL")                                  \
    X(null, "looks_at_pointers", "looks_at_pointers 1", 2, "&here is NULL", "Actual: 0x")                    \
    X(not_null, "looks_at_pointers", "looks_at_pointers 2", 2, "NULL is not NULL")                           \
    X(parameter, "takes_a_parameter/eight", "fails here: takes_a_parameter", 1, "Left: 7", "Right: 8")       \
    X(no_death, "death_does_not_come", "fails here: death_does_not_come", 1, "failed to die",                \
      "lives_on ends the process")                                                                           \
    X(other_death, "death_has_other_words", "fails here: death_has_other_words", 1,                          \
      "died but not with expected error", "some other reason", "the wanted reason")                          \
    X(other_thread, "fails_in_another_thread", "fails here: fails_in_another_thread", 1, "(1) == (2)")

#define EXPECTATION(id, case_name, mark, count_, ...)                                                        \
    static const struct expectation want_##id = {case_name, mark, {__VA_ARGS__}, count_};
EXPECTATIONS(EXPECTATION)

static void passes_and_skips_beside(void)
{
    struct run run = run_fixture(RL_FAILING, "--gtest_filter='*/seven:*.skips'");
    char *xml = case_xml(run.xml, "skips");
    RL_EXPECT_EQ(0, run.status);
    RL_EXPECT_CONTAINS(run.text, "[       OK ] must_fail.takes_a_parameter/seven");
    RL_EXPECT_CONTAINS(run.text, "because of the weather");
    RL_EXPECT_CONTAINS(xml, "result=\"skipped\"");
    RL_EXPECT_EQ(0, run.text ? count(run.text, "never reached") : -1);
    free(xml);
    run_free(&run);
}

/* Were a case lost from the fixture, or from the table above, the rest would still look well. */
static void every_case_of_the_fixture_is_expected(void)
{
    struct run run = run_fixture(RL_FAILING, "");
    RL_EXPECT_EQ(1, run.status);
    RL_EXPECT_CONTAINS(run.xml, "tests=\"13\" failures=\"11\"");
    run_free(&run);
}

static void refuses_a_case_twice(void)
{
    struct run run = run_fixture(RL_TWICE, "");
    RL_EXPECT_EQ(2, run.status);
    RL_EXPECT_CONTAINS(run.text, "suite twice: passes stands in it twice");
    run_free(&run);
}

static void refuses_an_empty_table(void)
{
    struct run run = run_fixture(RL_EMPTY, "");
    RL_EXPECT_EQ(2, run.status);
    RL_EXPECT_CONTAINS(run.text, "suite empty: its table has no case");
    run_free(&run);
}

static void refuses_an_unknown_option(void)
{
    struct run run = run_fixture(RL_FAILING, "--gtest-filter=nothing");
    RL_EXPECT_EQ(2, run.status);
    RL_EXPECT_CONTAINS(run.text, "--gtest-filter=nothing is not an option");
    run_free(&run);
}

static void a_raced_case_fails_by_its_own_name(void)
{
#ifdef RL_RACED
    char place[64];
    struct run run = run_fixture("setarch' -R '" RL_RACED, "");
    if (run.status == 1 && run.text && strstr(run.text, "setarch:")) { /* forbidden in a container */
        run_free(&run);
        run = run_fixture(RL_RACED, "");
    }
    char *raced = case_xml(run.xml, "races");
    char *before = case_xml(run.xml, "clean_before");
    char *after = case_xml(run.xml, "clean_after");
    RL_EXPECT_EQ(66, run.status);
    snprintf(place, sizeof place, "raced_fixture.c:%d", line_of(RL_RACED_SOURCE, "races here"));
    RL_EXPECT_CONTAINS(raced, "<failure ");
    RL_EXPECT_CONTAINS(raced, "ThreadSanitizer reported 1 time(s) during this case. data-race");
    RL_EXPECT_CONTAINS(raced, "write of 4 bytes");
    RL_EXPECT_CONTAINS(raced, place);
    RL_EXPECT_EQ(0, before ? count(before, "<failure ") : -1);
    RL_EXPECT_EQ(0, after ? count(after, "<failure ") : -1);
    RL_EXPECT_CONTAINS(run.text, "[  FAILED  ] raced.races");
    free(raced);
    free(before);
    free(after);
    run_free(&run);
#else
    RL_SKIP("this build has one flavour, and it is not ThreadSanitizer's");
#endif
}

#define ROW(id, ...) RL_CASE_P(fails_as_expected, #id, &want_##id),
static const struct rl_case cases[] = {
    EXPECTATIONS(ROW) RL_CASE(passes_and_skips_beside),
    RL_CASE(every_case_of_the_fixture_is_expected),
    RL_CASE(refuses_a_case_twice),
    RL_CASE(refuses_an_empty_table),
    RL_CASE(refuses_an_unknown_option),
    RL_CASE(a_raced_case_fails_by_its_own_name),
    RL_CASE_END,
};
RL_SUITE(shim_refuses, cases);
