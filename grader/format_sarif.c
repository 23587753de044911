/* SPDX-License-Identifier: MIT */
/* SARIF 2.1.0: a result for each finding, with every side as a location and the interleaving as a code flow.
 */
#include "format_sarif.h"

#include <stdlib.h>
#include <string.h>

#define SCHEMA "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"

static json_t *properties_of(const json_t *verdict, const json_t *finding)
{
    json_t *properties = json_pack("{s:o, s:s}", "lab", rl_sarif_name(rl_format_text(verdict, "lab")),
                                   "verdict", rl_format_text(verdict, "verdict"));
    static const char *const of_finding[] = {"axis", "observer", "detail", "object", "schedule", "replay"};
    for (size_t i = 0; i < sizeof of_finding / sizeof *of_finding; i++)
        if (json_is_string(json_object_get(finding, of_finding[i])))
            json_object_set_new(properties, of_finding[i],
                                rl_sarif_name(rl_format_text(finding, of_finding[i])));
    const char *learner = rl_format_text(json_object_get(verdict, "submission"), "learner");
    if (*learner)
        json_object_set_new(properties, "learner", rl_sarif_name(learner));
    if (json_object_get(verdict, "points"))
        json_object_set(properties, "points", json_object_get(verdict, "points"));
    return properties;
}

static json_t *result(const json_t *verdict, const json_t *finding, const char *rule, const char *kind,
                      const char *message)
{
    return json_pack("{s:s, s:i, s:s, s:s, s:o, s:o, s:o}", "ruleId", rule, "ruleIndex",
                     rl_sarif_rule_index(rule), "kind", kind, "level",
                     strcmp(kind, "fail") == 0 ? "error" : "none", "message", rl_sarif_message(message),
                     "partialFingerprints", rl_sarif_fingerprints(verdict, finding), "properties",
                     properties_of(verdict, finding));
}

/* The first side in the submission is where the result lies; the others are related, and every one is named.
 */
static void add_locations(json_t *to, const json_t *verdict, const json_t *finding)
{
    const json_t *shown = rl_format_main_side(verdict, finding);
    bool placed = shown && rl_format_is_submitted(verdict, shown);
    json_t *related = json_array(), *side;
    size_t index;
    char *words = placed ? rl_format_side_words(shown) : NULL;
    json_object_set_new(to, "locations",
                        json_pack("[o]", placed ? rl_sarif_location(verdict, shown, words)
                                                : rl_sarif_whole_file(verdict, 0)));
    free(words);
    json_array_foreach(json_object_get(finding, "sides"), index, side)
    {
        if (placed && side == shown)
            continue;
        words = rl_format_side_words(side);
        json_t *location = rl_sarif_location(verdict, side, words);
        json_object_set_new(location, "id", json_integer((json_int_t)json_array_size(related) + 1));
        json_array_append_new(related, location);
        free(words);
    }
    if (json_array_size(related) > 0)
        json_object_set(to, "relatedLocations", related);
    json_decref(related);
}

static json_t *finding_result(const json_t *verdict, const json_t *finding)
{
    const char *words = rl_format_text(finding, "words");
    json_t *one = result(verdict, finding, rl_format_text(finding, "hazard"), "fail",
                         *words ? words : rl_format_text(finding, "meaning"));
    json_t *flows = rl_sarif_code_flows(verdict, finding);
    add_locations(one, verdict, finding);
    if (flows)
        json_object_set_new(one, "codeFlows", flows);
    return one;
}

/* What is no finding's: that it does not compile, was rejected, is unproven … */
static json_t *whole_result(const json_t *verdict)
{
    const char *kind = rl_format_text(verdict, "verdict");
    bool open = strcmp(kind, "unproven") == 0,
         review = strcmp(kind, "unsupported") == 0 || strcmp(kind, "needs_review") == 0;
    char *details = rl_format_details(verdict);
    json_t *one = result(verdict, NULL, kind, open ? "open" : review ? "review" : "fail", details);
    json_object_set_new(one, "locations",
                        json_pack("[o]", rl_sarif_whole_file(verdict, strcmp(kind, "compile_error") == 0
                                                                          ? rl_format_compiler_line(verdict)
                                                                          : 0)));
    free(details);
    return one;
}

/* A submission that could not be judged is no result: the run was not a success, and says so. */
static json_t *notification(const json_t *verdict)
{
    return json_pack("{s:s, s:o, s:[o]}", "level", "error", "message",
                     rl_sarif_message(rl_format_text(verdict, "headline")), "locations",
                     rl_sarif_whole_file(verdict, 0));
}

static void add_verdict(json_t *results, json_t *notifications, const json_t *verdict)
{
    const json_t *findings = json_object_get(verdict, "findings");
    size_t index;
    json_t *finding;
    if (rl_format_is(verdict, "verdict", "infra"))
        json_array_append_new(notifications, notification(verdict));
    else if (json_array_size(findings) == 0 && !rl_format_is(verdict, "verdict", "pass"))
        json_array_append_new(results, whole_result(verdict));
    json_array_foreach(findings, index, finding)
        json_array_append_new(results, finding_result(verdict, finding));
}

static json_t *run_json(json_t *results, json_t *notifications, const char *version, const char *title)
{
    bool good = json_array_size(notifications) == 0;
    json_t *driver =
        json_pack("{s:s, s:s, s:o, s:o}", "name", "racelab", "semanticVersion", version, "fullDescription",
                  rl_sarif_message("Judges fixes of shared-memory hazards in C by running every "
                                   "interleaving of their threads."),
                  "rules", rl_sarif_rules());
    json_t *run =
        json_pack("{s:{s:o}, s:s, s:[{s:b, s:o}], s:{s:{s:o}}, s:o}", "tool", "driver", driver, "columnKind",
                  "utf16CodeUnits", "invocations", "executionSuccessful", (int)good,
                  "toolExecutionNotifications", notifications, "originalUriBaseIds", "LABS", "description",
                  rl_sarif_message("The folder of racelab's labs"), "results", results);
    json_object_set_new(run, "properties", json_pack("{s:o}", "title", rl_sarif_name(title)));
    return run;
}

int rl_format_write_sarif(FILE *to, const json_t *verdicts, const struct rl_format_options *options)
{
    json_t *results = json_array(), *notifications = json_array(), *verdict;
    const char *version = rl_format_text(json_array_get(verdicts, 0), "racelab");
    size_t index;
    json_array_foreach(verdicts, index, verdict)
    {
        json_t *told = rl_feedback_apply(verdict, options->feedback);
        add_verdict(results, notifications, told);
        json_decref(told);
    }
    json_t *log = json_pack("{s:s, s:s, s:[o]}", "$schema", SCHEMA, "version", "2.1.0", "runs",
                            run_json(results, notifications, *version ? version : RL_VERSION,
                                     options->title ? options->title : "racelab"));
    return rl_format_dump(log, to);
}
