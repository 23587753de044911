/* SPDX-License-Identifier: MIT */
/* SARIF's locations, the interleaving as thread flows, and fingerprints. */
#include "format_sarif.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

/* A path as a URI: everything but letters, digits, and what paths are made of, is coded, so that no name is
 * taken for a scheme, a query or a link. */
static char *uri_of(const char *path)
{
    enum { PATH_MOST = 4000 };
    struct rl_text uri = RL_TEXT_INIT;
    if (*path == '/')
        rl_text_add(&uri, "file://");
    for (int i = 0; *path && i < PATH_MOST; path++, i++) {
        unsigned char byte = (unsigned char)*path;
        bool plain = (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
                     (byte >= '0' && byte <= '9') || strchr("/._-~", byte);
        if (plain)
            rl_text_add_bytes(&uri, path, 1);
        else
            rl_text_addf(&uri, "%%%02X", byte);
    }
    return rl_text_take(&uri);
}

static json_t *artifact(const char *path, const char *base)
{
    char *uri = uri_of(path);
    json_t *json = json_pack("{s:s, s:s*}", "uri", uri, "uriBaseId", base);
    free(uri);
    return json;
}

/* The submission lies in the learner's repository; everything else of a lab lies with the labs. */
static json_t *artifact_of(const json_t *verdict, const json_t *place)
{
    if (rl_format_is_submitted(verdict, place))
        return artifact(rl_format_path(verdict), NULL);
    char *path = rl_text_format("%s/%s", rl_format_text(verdict, "lab"),
                                rl_text_base_name(rl_format_text(place, "file")));
    json_t *json = artifact(path, "LABS");
    free(path);
    return json;
}

static json_t *region_of(const json_t *place)
{
    const char *source = rl_format_text(place, "source");
    int line = rl_format_line(place);
    if (line == 0)
        return NULL;
    json_t *region = json_pack("{s:i}", "startLine", line);
    if (*source)
        json_object_set_new(region, "snippet", rl_sarif_message(source));
    return region;
}

json_t *rl_sarif_location(const json_t *verdict, const json_t *place, const char *message)
{
    json_t *location = json_object();
    if (*rl_format_text(place, "file"))
        json_object_set_new(location, "physicalLocation",
                            json_pack("{s:o, s:o*}", "artifactLocation", artifact_of(verdict, place),
                                      "region", region_of(place)));
    if (*rl_format_text(place, "function"))
        json_object_set_new(location, "logicalLocations",
                            json_pack("[{s:o, s:s}]", "name",
                                      rl_sarif_name(rl_format_text(place, "function")), "kind", "function"));
    if (message)
        json_object_set_new(location, "message", rl_sarif_message(message));
    return location;
}

json_t *rl_sarif_whole_file(const json_t *verdict, int line)
{
    /* Readers of code scanning show no result that has no line. */
    return json_pack("{s:{s:o, s:{s:i}}}", "physicalLocation", "artifactLocation",
                     artifact(rl_format_path(verdict), NULL), "region", "startLine", line > 0 ? line : 1);
}

/* The flow of the thread of this name, made when it first acts. */
static json_t *flow_of(json_t *flows, const char *thread)
{
    json_t *name = rl_sarif_name(thread), *flow;
    size_t index;
    json_array_foreach(flows, index, flow)
    {
        if (json_equal(json_object_get(flow, "id"), name)) {
            json_decref(name);
            return json_object_get(flow, "locations");
        }
    }
    flow = json_pack("{s:o, s:o, s:[]}", "id", name, "message", rl_sarif_message(thread), "locations");
    json_array_append_new(flows, flow);
    return json_object_get(flow, "locations");
}

static void add_step(json_t *flows, const json_t *verdict, const json_t *place, const char *words,
                     json_int_t order, const char *importance)
{
    json_array_append_new(flow_of(flows, rl_format_text(place, "thread")),
                          json_pack("{s:o, s:I, s:s}", "location", rl_sarif_location(verdict, place, words),
                                    "executionOrder", order, "importance", importance));
}

json_t *rl_sarif_code_flows(const json_t *verdict, const json_t *finding)
{
    const json_t *steps = json_object_get(finding, "steps");
    if (json_array_size(steps) == 0)
        return NULL;
    json_t *flows = json_array(), *step, *side;
    json_int_t order = 0;
    size_t index;
    json_array_foreach(steps, index, step)
    {
        const char *change = rl_format_text(step, "change");
        char *words = rl_text_format("%s%s%s", rl_format_text(step, "what"), *change ? ": " : "", change);
        order = json_integer_value(json_object_get(step, "position"));
        add_step(flows, verdict, step, words, order,
                 rl_format_is_submitted(verdict, step) ? "essential" : "important");
        free(words);
    }
    /* Where it breaks: of the sides none comes first, so all have the same order. */
    json_array_foreach(json_object_get(finding, "sides"), index, side)
    {
        char *words = rl_format_side_words(side);
        if (*rl_format_text(side, "thread"))
            add_step(flows, verdict, side, words, order + 1, "essential");
        free(words);
    }
    return json_pack("[{s:o, s:o}]", "message", rl_sarif_message("The order of steps in which it happens"),
                     "threadFlows", flows);
}

static uint64_t hash(uint64_t so_far, const char *text)
{
    do { /* FNV-1a, the end of each text with it */
        so_far = (so_far ^ (unsigned char)*text) * UINT64_C(0x100000001b3);
    } while (*text++);
    return so_far;
}

json_t *rl_sarif_fingerprints(const json_t *verdict, const json_t *finding)
{
    static const char *const of_side[] = {"file", "function", "source"};
    uint64_t value = UINT64_C(0xcbf29ce484222325);
    value = hash(value, rl_format_text(json_object_get(verdict, "submission"), "learner"));
    value = hash(value, rl_format_text(verdict, "lab"));
    value = hash(value, finding ? rl_format_text(finding, "hazard") : rl_format_text(verdict, "verdict"));
    value = hash(value, rl_format_text(finding, "detail"));
    size_t index;
    json_t *side;
    json_array_foreach(json_object_get(finding, "sides"), index, side)
    {
        for (size_t i = 0; i < sizeof of_side / sizeof *of_side; i++)
            value = hash(value, rl_format_text(side, of_side[i]));
    }
    char text[20];
    snprintf(text, sizeof text, "%016" PRIx64, value);
    return json_pack("{s:s}", "racelabFinding/v1", text);
}
