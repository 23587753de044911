/* SPDX-License-Identifier: MIT */
/* Points of a verdict: each axis is worth its weight. */
#include "marks.h"

#include <math.h>
#include <string.h>

enum credit { NO_MARK, NOTHING, BY_AXIS, ALL };

static enum credit credit_of(const char *verdict)
{
    static const struct {
        const char *verdict;
        enum credit credit;
    } table[] = {{"pass", ALL},         {"unproven", ALL}, {"fail", BY_AXIS}, {"compile_error", NOTHING},
                 {"rejected", NOTHING}, {"limit", NOTHING}};
    for (size_t i = 0; verdict && i < sizeof table / sizeof *table; i++)
        if (strcmp(table[i].verdict, verdict) == 0)
            return table[i].credit;
    return NO_MARK;
}

/* Whole numbers stay whole in JSON; others have two places. */
static json_t *number(double value)
{
    double cents = round(value * 100.0);
    return fmod(cents, 100.0) == 0.0 ? json_integer((json_int_t)(cents / 100.0)) : json_real(cents / 100.0);
}

enum { SHARES = 6 }; /* answer and tool weigh nothing but in a calibrate lab */

struct share {
    const char *axis;
    unsigned weight;
};

static unsigned shares_of(const struct rl_manifest *manifest, struct share shares[SHARES])
{
    const struct share all[SHARES] = {
        {"safe", manifest->weights.safe},       {"live", manifest->weights.live},
        {"correct", manifest->weights.correct}, {"concurrent", manifest->weights.concurrent},
        {"answer", manifest->weights.answer},   {"tool", manifest->weights.tool}};
    unsigned sum = 0;
    for (int i = 0; i < SHARES; i++) {
        shares[i] = all[i];
        sum += all[i].weight;
    }
    return sum;
}

static bool axis_passes(const json_t *verdict, const char *axis)
{
    const json_t *entry = json_object_get(json_object_get(verdict, "axes"), axis);
    const char *status = json_string_value(json_object_get(entry, "status"));
    return status && strcmp(status, "pass") == 0;
}

json_t *rl_marks_json(const json_t *verdict, const struct rl_manifest *manifest, double of)
{
    const char *kind = json_string_value(json_object_get(verdict, "verdict"));
    enum credit credit = credit_of(kind);
    struct share shares[SHARES];
    unsigned sum = shares_of(manifest, shares);
    double whole = of > 0.0 ? of : 100.0, got = credit == ALL && sum == 0 ? whole : 0.0;
    json_t *axes = json_object();
    for (int i = 0; i < SHARES && sum > 0; i++) {
        double worth = whole * shares[i].weight / sum;
        bool earned = credit == ALL || (credit == BY_AXIS && axis_passes(verdict, shares[i].axis));
        got += earned ? worth : 0.0;
        if (shares[i].weight > 0)
            json_object_set_new(
                axes, shares[i].axis,
                json_pack("{s:o, s:o}", "got", number(earned ? worth : 0.0), "of", number(worth)));
    }
    json_t *points = json_pack("{s:o, s:o, s:b}", "got", credit == NO_MARK ? json_null() : number(got), "of",
                               number(whole), "provisional", kind && strcmp(kind, "unproven") == 0);
    if (credit != NO_MARK)
        json_object_set(points, "axes", axes);
    json_decref(axes);
    return points;
}

void rl_marks_add(json_t *verdict, const struct rl_manifest *manifest, double of)
{
    json_t *hints = json_array();
    for (unsigned i = 0; i < manifest->hints_count; i++)
        json_array_append_new(hints, json_string(manifest->hints[i]));
    json_object_set_new(verdict, "points", rl_marks_json(verdict, manifest, of));
    json_object_set_new(verdict, "hints", hints);
}
