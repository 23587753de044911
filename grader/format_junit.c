/* SPDX-License-Identifier: MIT */
/* JUnit XML: a suite for each submission, a case for each axis. */
#include "format.h"

#include <libxml/xmlwriter.h>
#include <stdlib.h>
#include <string.h>

enum { MESSAGE_MOST = 1000, TEXT_MOST = 200000 };

struct counts {
    int tests, failures, errors, skipped;
};

static void attribute(xmlTextWriterPtr xml, const char *name, const char *value, size_t most)
{
    char *plain = rl_format_plain(value, most);
    for (char *at = plain; *at; at++)
        if (*at == '\n' || *at == '\t')
            *at = ' '; /* a reader would make blanks of them, too */
    xmlTextWriterWriteAttribute(xml, BAD_CAST name, BAD_CAST plain);
    free(plain);
}

static void text(xmlTextWriterPtr xml, const char *value)
{
    char *plain = rl_format_plain(value, TEXT_MOST);
    xmlTextWriterWriteString(xml, BAD_CAST plain);
    free(plain);
}

static void number(xmlTextWriterPtr xml, const char *name, int value)
{
    xmlTextWriterWriteFormatAttribute(xml, BAD_CAST name, "%d", value);
}

static bool is_one_of(const json_t *verdict, const char *first, const char *second, const char *third)
{
    return rl_format_is(verdict, "verdict", first) || rl_format_is(verdict, "verdict", second) ||
           rl_format_is(verdict, "verdict", third);
}

/* How a case ends: the element within it, or NULL where it passes. */
static const char *ending(const json_t *verdict, const char *axis)
{
    if (axis) {
        const json_t *entry = json_object_get(json_object_get(verdict, "axes"), axis);
        return rl_format_is(entry, "status", "fail")   ? "failure"
               : rl_format_is(entry, "status", "pass") ? NULL
                                                       : "skipped";
    }
    const json_t *review = json_object_get(verdict, "review");
    if (rl_format_is(verdict, "verdict", "pass") || rl_format_is(review, "decision", "pass"))
        return NULL;
    if (!review && is_one_of(verdict, "unproven", "unsupported", "needs_review"))
        return "skipped";
    return rl_format_is(verdict, "verdict", "infra") ? "error" : "failure";
}

/* Every axis has a case; what is decided of the whole has one of its own, called verdict. */
static bool has_axes(const json_t *verdict)
{
    return json_object_get(verdict, "axes") && (is_one_of(verdict, "pass", "fail", "unproven") ||
                                                rl_format_is(verdict, "verdict", "needs_review"));
}

static bool has_case_of_its_own(const json_t *verdict)
{
    return !has_axes(verdict) || is_one_of(verdict, "unproven", "needs_review", "needs_review");
}

static void count(const json_t *verdict, const char *axis, struct counts *counts)
{
    const char *how = ending(verdict, axis);
    counts->tests++;
    counts->failures += how && strcmp(how, "failure") == 0;
    counts->errors += how && strcmp(how, "error") == 0;
    counts->skipped += how && strcmp(how, "skipped") == 0;
}

static void count_all(const json_t *verdict, struct counts *counts)
{
    const char *axis;
    json_t *entry, *axes = has_axes(verdict) ? json_object_get(verdict, "axes") : NULL;
    json_object_foreach(axes, axis, entry) count(verdict, axis, counts);
    if (has_case_of_its_own(verdict))
        count(verdict, NULL, counts);
}

/* The findings of one axis, or everything that is told. */
static char *why(const json_t *verdict, const char *axis, const char **type)
{
    if (!axis) {
        *type = rl_format_text(verdict, "verdict");
        return rl_format_details(verdict);
    }
    struct rl_text words = RL_TEXT_INIT;
    size_t index;
    json_t *finding;
    *type = axis;
    json_array_foreach(json_object_get(verdict, "findings"), index, finding)
    {
        if (!rl_format_is(finding, "axis", axis))
            continue;
        char *one = rl_format_finding_words(finding), *steps = rl_format_steps_words(finding);
        if (words.length == 0)
            *type = rl_format_text(finding, "hazard");
        rl_text_addf(&words, "%s%s%s%s", words.length ? "\n" : "", one, steps ? "  step by step:\n" : "",
                     steps ? steps : "");
        free(steps);
        free(one);
    }
    return rl_text_take(&words);
}

static void write_ending(xmlTextWriterPtr xml, const json_t *verdict, const char *axis, const char *how)
{
    const json_t *entry = axis ? json_object_get(json_object_get(verdict, "axes"), axis) : verdict;
    const char *reason = rl_format_text(entry, "reason"), *type = "";
    char *words = why(verdict, axis, &type);
    xmlTextWriterStartElement(xml, BAD_CAST how);
    attribute(xml, "message", *reason ? reason : rl_format_text(verdict, "headline"), MESSAGE_MOST);
    if (strcmp(how, "skipped") != 0) {
        attribute(xml, "type", type, MESSAGE_MOST);
        text(xml, words);
    }
    xmlTextWriterEndElement(xml);
    free(words);
}

static void write_case(xmlTextWriterPtr xml, const json_t *verdict, const char *axis)
{
    const char *how = ending(verdict, axis);
    xmlTextWriterStartElement(xml, BAD_CAST "testcase");
    attribute(xml, "classname", rl_format_text(verdict, "lab"), MESSAGE_MOST);
    attribute(xml, "name", axis ? axis : "verdict", MESSAGE_MOST);
    attribute(xml, "file", rl_format_path(verdict), MESSAGE_MOST);
    if (how)
        write_ending(xml, verdict, axis, how);
    xmlTextWriterEndElement(xml);
}

static void write_counts(xmlTextWriterPtr xml, const struct counts *counts)
{
    number(xml, "tests", counts->tests);
    number(xml, "failures", counts->failures);
    number(xml, "errors", counts->errors);
}

static void write_suite(xmlTextWriterPtr xml, const json_t *verdict)
{
    struct counts counts = {0};
    char *subject = rl_format_subject(verdict), *points = rl_format_points(verdict);
    count_all(verdict, &counts);
    xmlTextWriterStartElement(xml, BAD_CAST "testsuite");
    attribute(xml, "name", subject, MESSAGE_MOST);
    write_counts(xml, &counts);
    number(xml, "skipped", counts.skipped);
    xmlTextWriterStartElement(xml, BAD_CAST "properties");
    const struct {
        const char *name, *value;
    } properties[] = {{"verdict", rl_format_text(verdict, "verdict")}, {"points", points}};
    for (size_t i = 0; i < 2; i++) {
        if (!properties[i].value)
            continue;
        xmlTextWriterStartElement(xml, BAD_CAST "property");
        attribute(xml, "name", properties[i].name, MESSAGE_MOST);
        attribute(xml, "value", properties[i].value, MESSAGE_MOST);
        xmlTextWriterEndElement(xml);
    }
    xmlTextWriterEndElement(xml);
    const char *axis;
    json_t *entry, *axes = has_axes(verdict) ? json_object_get(verdict, "axes") : NULL;
    json_object_foreach(axes, axis, entry) write_case(xml, verdict, axis);
    if (has_case_of_its_own(verdict))
        write_case(xml, verdict, NULL);
    xmlTextWriterEndElement(xml);
    free(points);
    free(subject);
}

static void write_document(xmlTextWriterPtr xml, const json_t *verdicts,
                           const struct rl_format_options *options)
{
    struct counts all = {0};
    size_t index;
    json_t *verdict, *told = json_array();
    json_array_foreach(verdicts, index, verdict)
        json_array_append_new(told, rl_feedback_apply(verdict, options->feedback));
    json_array_foreach(told, index, verdict) count_all(verdict, &all);
    xmlTextWriterSetIndent(xml, 1);
    xmlTextWriterStartDocument(xml, "1.0", "UTF-8", NULL);
    xmlTextWriterStartElement(xml, BAD_CAST "testsuites");
    attribute(xml, "name", options->title ? options->title : "racelab", MESSAGE_MOST);
    write_counts(xml, &all); /* readers with a schema know no sum of what was skipped */
    json_array_foreach(told, index, verdict) write_suite(xml, verdict);
    xmlTextWriterEndElement(xml);
    xmlTextWriterEndDocument(xml);
    json_decref(told);
}

int rl_format_write_junit(FILE *to, const json_t *verdicts, const struct rl_format_options *options)
{
    xmlBufferPtr buffer = xmlBufferCreate();
    xmlTextWriterPtr xml = buffer ? xmlNewTextWriterMemory(buffer, 0) : NULL;
    if (xml)
        write_document(xml, verdicts, options);
    xmlFreeTextWriter(xml); /* it flushes */
    if (xml)
        fwrite(xmlBufferContent(buffer), 1, (size_t)xmlBufferLength(buffer), to);
    xmlBufferFree(buffer);
    return xml ? rl_format_done(to) : -1;
}
