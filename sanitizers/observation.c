/* SPDX-License-Identifier: MIT */
/* What an observer answers: made free of, and put in order. */
#include "finding.h"

#include <stdlib.h>
#include <string.h>

static void free_side(struct rl_side *side)
{
    free(side->what);
    free(side->thread);
    free(side->held);
    free(side->place.file);
    free(side->place.function);
    for (size_t i = 0; i < side->stack_len; i++) {
        free(side->stack[i].file);
        free(side->stack[i].function);
    }
    free(side->stack);
}

static void free_finding(struct rl_finding *finding)
{
    for (size_t i = 0; i < finding->sides_len; i++)
        free_side(&finding->sides[i]);
    free(finding->sides);
    free(finding->detail);
    free(finding->object);
    free(finding->words);
    free(finding->schedule);
}

static void free_outcome(struct rl_outcome *outcome)
{
    free(outcome->text);
    free(outcome->schedule);
}

void rl_observation_drop_findings(struct rl_observation *observation)
{
    for (size_t i = 0; i < observation->findings_len; i++)
        free_finding(&observation->findings[i]);
    free(observation->findings);
    observation->findings = NULL;
    observation->findings_len = 0;
}

void rl_observation_free(struct rl_observation *observation)
{
    rl_observation_drop_findings(observation);
    for (size_t i = 0; i < observation->outcomes_len; i++)
        free_outcome(&observation->outcomes[i]);
    for (size_t i = 0; i < observation->demands_len; i++) {
        free(observation->demands[i].name);
        free(observation->demands[i].place.file);
        free(observation->demands[i].place.function);
    }
    free(observation->outcomes);
    free(observation->demands);
    free(observation->reason);
    free(observation->compiler_output);
    free(observation->output);
    free(observation->model);
    *observation = (struct rl_observation){0};
}

static int compare_strings(const char *a, const char *b)
{
    return strcmp(a ? a : "", b ? b : "");
}

static int compare_places(const struct rl_place *a, const struct rl_place *b)
{
    int files = compare_strings(a->file, b->file);
    return files ? files : a->line - b->line;
}

/* Same hazard, same places: the same finding, whatever its schedule or which thread it was. */
static int compare_identity(const struct rl_finding *a, const struct rl_finding *b)
{
    int order = rl_hazard_rank(a->hazard) - rl_hazard_rank(b->hazard);
    for (size_t i = 0; !order && i < a->sides_len && i < b->sides_len; i++)
        order = compare_places(&a->sides[i].place, &b->sides[i].place);
    if (!order)
        order = (a->sides_len > b->sides_len) - (a->sides_len < b->sides_len);
    return order ? order : compare_strings(a->detail, b->detail);
}

/* A total order, so that of two equal ones the same is kept: the shorter schedule first. */
static int compare_findings(const void *left, const void *right)
{
    const struct rl_finding *a = left, *b = right;
    int order = compare_identity(a, b);
    size_t a_length = a->schedule ? strlen(a->schedule) : 0, b_length = b->schedule ? strlen(b->schedule) : 0;
    if (!order)
        order = (a_length > b_length) - (a_length < b_length);
    if (!order)
        order = compare_strings(a->schedule, b->schedule);
    if (!order)
        order = compare_strings(a->object, b->object);
    return order ? order : compare_strings(a->words, b->words);
}

static int compare_outcomes(const void *left, const void *right)
{
    const struct rl_outcome *a = left, *b = right;
    return compare_strings(a->text, b->text);
}

static int compare_demands(const void *left, const void *right)
{
    const struct rl_demand *a = left, *b = right;
    int order = compare_places(&a->place, &b->place);
    order = order ? order : (int)a->kind - (int)b->kind;
    return order ? order : compare_strings(a->name, b->name);
}

static void sort(void *items, size_t count, size_t size, int (*compare)(const void *, const void *))
{
    if (count > 1)
        qsort(items, count, size, compare);
}

static void merge_findings(struct rl_observation *observation)
{
    size_t kept = 0;
    for (size_t i = 0; i < observation->findings_len; i++) {
        struct rl_finding *finding = &observation->findings[i];
        if (kept && compare_identity(&observation->findings[kept - 1], finding) == 0)
            free_finding(finding);
        else
            observation->findings[kept++] = *finding;
    }
    observation->findings_len = kept;
}

static void merge_outcomes(struct rl_observation *observation)
{
    size_t kept = 0;
    for (size_t i = 0; i < observation->outcomes_len; i++) {
        struct rl_outcome *outcome = &observation->outcomes[i];
        if (kept && compare_outcomes(&observation->outcomes[kept - 1], outcome) == 0) {
            observation->outcomes[kept - 1].count += outcome->count;
            free_outcome(outcome);
        } else {
            observation->outcomes[kept++] = *outcome;
        }
    }
    observation->outcomes_len = kept;
}

void rl_observation_sort(struct rl_observation *observation)
{
    sort(observation->findings, observation->findings_len, sizeof *observation->findings, compare_findings);
    sort(observation->outcomes, observation->outcomes_len, sizeof *observation->outcomes, compare_outcomes);
    sort(observation->demands, observation->demands_len, sizeof *observation->demands, compare_demands);
    merge_findings(observation);
    merge_outcomes(observation);
}
