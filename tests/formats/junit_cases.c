/* SPDX-License-Identifier: MIT */
/* JUnit XML against its schema, with libxml2 as the reader. */
#include "samples.h"

#include "grader/words.h"
#include "shim/rl_test.h"

#include <libxml/parser.h>
#include <libxml/xmlschemas.h>
#include <libxml/xpath.h>
#include <stdlib.h>
#include <string.h>

/* libxml2 tells what is wrong by callback; the first is enough. */
static void note(void *ctx, const char *format, ...)
{
    char **first = ctx;
    va_list args;
    va_start(args, format);
    if (!*first)
        *first = rl_text_vformat(format, args);
    va_end(args);
}

/* NULL: the text is XML that fits the schema; else what is wrong with it. */
static char *xml_complaint(const char *text)
{
    char *wrong = NULL;
    xmlDocPtr document = xmlReadMemory(text, (int)strlen(text), "output.xml", NULL,
                                       XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
    if (!document)
        return rl_text_copy("it is not well-formed");
    xmlSchemaParserCtxtPtr parser = xmlSchemaNewParserCtxt(RL_SCHEMAS "/junit.xsd");
    xmlSchemaPtr schema = xmlSchemaParse(parser);
    xmlSchemaValidCtxtPtr validator = schema ? xmlSchemaNewValidCtxt(schema) : NULL;
    if (!validator) {
        wrong = rl_text_copy("junit.xsd cannot be read");
    } else {
        xmlSchemaSetValidErrors(validator, note, note, &wrong);
        if (xmlSchemaValidateDoc(validator, document) != 0 && !wrong)
            wrong = rl_text_copy("it does not fit");
        xmlSchemaFreeValidCtxt(validator);
    }
    xmlSchemaFree(schema);
    xmlSchemaFreeParserCtxt(parser);
    xmlFreeDoc(document);
    return wrong;
}

/* The number that an XPath expression counts to, or the text it finds (caller frees it). */
static char *query(const char *text, const char *path)
{
    xmlDocPtr document = xmlReadMemory(text, (int)strlen(text), "output.xml", NULL, XML_PARSE_NONET);
    xmlXPathContextPtr context = xmlXPathNewContext(document);
    xmlXPathObjectPtr found = xmlXPathEvalExpression(BAD_CAST path, context);
    xmlChar *words = xmlXPathCastToString(found);
    char *copy = rl_text_copy((const char *)words);
    xmlFree(words);
    xmlXPathFreeObject(found);
    xmlXPathFreeContext(context);
    xmlFreeDoc(document);
    return copy;
}

static void expect_fits(const json_t *verdicts, enum rl_feedback feedback, const char *what)
{
    char *text = written("junit", verdicts, feedback), *wrong = text ? xml_complaint(text) : NULL;
    if (!text || wrong)
        RL_FAIL("with %.60s: %s", what, text ? wrong : "nothing was written");
    free(wrong);
    free(text);
}

static void fits_its_schema(void)
{
    json_t *verdicts = samples(NULL), *none = json_array();
    for (int feedback = 0; feedback <= RL_FEEDBACK_VERDICT; feedback++)
        expect_fits(verdicts, (enum rl_feedback)feedback, rl_feedback_name((enum rl_feedback)feedback));
    expect_fits(none, RL_FEEDBACK_FULL, "no verdict at all");
    json_decref(none);
    json_decref(verdicts);
}

static void stays_whole(void)
{
    for (size_t i = 0; hostile[i]; i++) {
        json_t *verdicts = samples_with(NULL, hostile[i]);
        expect_fits(verdicts, RL_FEEDBACK_FULL, hostile[i]);
        json_decref(verdicts);
    }
}

static void stays_small(void)
{
    char *huge = repeated("]]>&<\x1b", 1 << 20);
    json_t *verdicts = samples_with("fail", huge);
    expect_fits(verdicts, RL_FEEDBACK_FULL, "a megabyte in every text");
    json_decref(verdicts);
    free(huge);
}

/* Where a person decided, the case of the whole says what. */
static void says_what_a_person_decided(void)
{
    static const char *const answers[][2] = {{"pass", "0"}, {"fail", "1"}};
    for (size_t i = 0; i < 2; i++) {
        json_t *verdicts = samples("needs_review");
        json_object_set_new(json_array_get(verdicts, 0), "review",
                            json_pack("{s:s}", "decision", answers[i][0]));
        char *text = written("junit", verdicts, RL_FEEDBACK_FULL);
        char *answer = query(text, "count(//testcase[@name='verdict']/*)");
        RL_EXPECT_STREQ(answers[i][1], answer);
        free(answer);
        answer = query(text, "count(//failure)");
        RL_EXPECT_STREQ(answers[i][1], answer);
        free(answer);
        free(text);
        json_decref(verdicts);
    }
}

static void takes_what_is_no_utf8(void)
{
    json_t *verdicts = samples_with("fail", "caf\xe9 \xff\xfe \xc3");
    expect_fits(verdicts, RL_FEEDBACK_FULL, "bytes that are no UTF-8");
    json_decref(verdicts);
}

/* An XPath expression and what it gives for the sample of one kind. */
struct row {
    const char *kind, *path, *answer;
};

static void says(const void *param)
{
    const struct row *row = param;
    json_t *verdicts = samples(row->kind);
    char *text = written("junit", verdicts, RL_FEEDBACK_FULL), *answer = query(text, row->path);
    RL_EXPECT_STREQ(row->answer, answer);
    free(answer);
    free(text);
    json_decref(verdicts);
}

/* A calibrate lab has two axes more, and can fail on these alone. */
static void fails_on_any_axis(void)
{
    json_t *verdict = json_pack("{s:s, s:s, s:s, s:s, s:{s:{s:s, s:n}, s:{s:s, s:s}}, s:[]}", "lab",
                                "04-mutex/gated", "file", "store.c", "verdict", "fail", "headline",
                                "it is not done", "axes", "safe", "status", "pass", "reason", "answer",
                                "status", "fail", "reason", "d is not right", "findings");
    json_t *verdicts = json_pack("[o]", verdict);
    expect_fits(verdicts, RL_FEEDBACK_FULL, "an axis of a calibrate lab");
    char *text = written("junit", verdicts, RL_FEEDBACK_FULL);
    char *failures = query(text, "string(//testsuite/@failures)");
    char *message = query(text, "string(//testcase[@name='answer']/failure/@message)");
    RL_EXPECT_STREQ("1", failures);
    RL_EXPECT_STREQ("d is not right", message);
    free(message);
    free(failures);
    free(text);
    json_decref(verdicts);
}

static const struct row five_cases = {"fail", "count(//testcase)", "5"};
static const struct row two_failures = {"fail", "string(//testsuite/@failures)", "2"};
static const struct row failure_type = {"fail", "string(//testcase[@name='safe']/failure/@type)",
                                        "data-race"};
static const struct row shows_the_steps = {
    "fail",
    "boolean(contains(//testcase[@name='safe']/failure, 'thread 1 (window) locks log_lock: free → held'))",
    "true"};
static const struct row nothing_fails = {"pass", "count(//failure|//error|//skipped)", "0"};
static const struct row unproven_skips = {"unproven", "count(//skipped)", "5"};
static const struct row infra_is_an_error = {"infra", "count(//error)", "1"};
static const struct row infra_fails_nothing = {"infra", "count(//failure)", "0"};
static const struct row compile_error_fails = {
    "compile_error",
    "boolean(contains(//testcase[@name='verdict']/failure, \"undeclared identifier 'stok'\"))", "true"};
static const struct row counts_are_right = {
    NULL,
    "count(//testcase) = //testsuites/@tests and count(//failure) = //testsuites/@failures and "
    "count(//skipped) = sum(//testsuite/@skipped) and count(//error) = //testsuites/@errors",
    "true"};

/* ---- the validator refuses what is broken */

struct breakage {
    const char *what, *by; /* the first occurrence of the one becomes the other */
};

static void is_refused(const void *param)
{
    const struct breakage *breakage = param;
    json_t *verdicts = samples("fail");
    char *text = written("junit", verdicts, RL_FEEDBACK_FULL), *at = strstr(text, breakage->what);
    RL_ASSERT_NOT_NULL(at);
    char *broken =
        rl_text_format("%.*s%s%s", (int)(at - text), text, breakage->by, at + strlen(breakage->what));
    char *wrong = xml_complaint(broken);
    RL_EXPECT_NOT_NULL(wrong);
    free(wrong);
    free(broken);
    free(text);
    json_decref(verdicts);
}

static const struct breakage open_element = {"</testcase>", ""};
static const struct breakage raw_control = {"data-race:", "data\x1brace:"};
static const struct breakage raw_less = {"data-race:", "data<race:"};
static const struct breakage odd_count = {"failures=\"2\"", "failures=\"two\""};
static const struct breakage no_name = {"<testcase classname", "<testcase class"};
static const struct breakage unknown_element = {"<failure", "<oops/><failure"};

static const struct rl_case cases[] = {
    RL_CASE(fits_its_schema),
    RL_CASE(stays_whole),
    RL_CASE(stays_small),
    RL_CASE(says_what_a_person_decided),
    RL_CASE(takes_what_is_no_utf8),
    RL_CASE(fails_on_any_axis),
    RL_CASE_P(says, "five_cases", &five_cases),
    RL_CASE_P(says, "two_failures", &two_failures),
    RL_CASE_P(says, "failure_type", &failure_type),
    RL_CASE_P(says, "shows_the_steps", &shows_the_steps),
    RL_CASE_P(says, "nothing_fails", &nothing_fails),
    RL_CASE_P(says, "unproven_skips", &unproven_skips),
    RL_CASE_P(says, "infra_is_an_error", &infra_is_an_error),
    RL_CASE_P(says, "infra_fails_nothing", &infra_fails_nothing),
    RL_CASE_P(says, "compile_error_fails", &compile_error_fails),
    RL_CASE_P(says, "counts_are_right", &counts_are_right),
    RL_CASE_P(is_refused, "open_element", &open_element),
    RL_CASE_P(is_refused, "raw_control", &raw_control),
    RL_CASE_P(is_refused, "raw_less", &raw_less),
    RL_CASE_P(is_refused, "odd_count", &odd_count),
    RL_CASE_P(is_refused, "no_name", &no_name),
    RL_CASE_P(is_refused, "unknown_element", &unknown_element),
    RL_CASE_END,
};
RL_SUITE(format_junit, cases);
