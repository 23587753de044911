/* SPDX-License-Identifier: MIT */
/* Reports in words: headline, both sides with their source lines, a paragraph, and how to see it step by
 * step. */
#include "report.h"

#include <stdlib.h>
#include <string.h>

#include "sanitizers/text.h"
#include "source.h"

static void print_side(FILE *out, const struct rl_side *side, const char *const *sources,
                       const struct rl_explore_style *style)
{
    struct rl_text text = RL_TEXT_INIT;
    int column = 0;
    if (side->place.file)
        column = fprintf(out, "  %s%s:%d%s ", style->bold, side->place.file, side->place.line, style->off);
    else
        column = fprintf(out, "  %s(place not known)%s ", style->bold, style->off);
    column -= (int)(strlen(style->bold) + strlen(style->off));
    rl_text_addf(&text, "%s: %s", side->thread, side->what);
    if (side->place.function)
        rl_text_addf(&text, ", in %s()", side->place.function);
    if (side->held)
        rl_text_addf(&text, ", holding %s", side->held);
    rl_style_wrap_after(out, style, column, column + 1, text.data);
    rl_text_free(&text);
    char *source = rl_source_line(sources, side->place.file, side->place.line);
    char *cut = source ? rl_style_cut(style, source, style->width - 6) : NULL;
    if (cut)
        fprintf(out, "      %s%s%s\n", style->dim, cut, style->off);
    free(cut);
    free(source);
}

void rl_report_print_finding(FILE *out, const struct rl_finding *finding, const char *const *sources,
                             const struct rl_explore_style *style)
{
    const char *name = rl_hazard_name(finding->hazard);
    fprintf(out, "%s%s%s:%s", style->bold, style->red, name, style->off);
    rl_style_wrap_after(out, style, (int)strlen(name) + 1, 2, rl_hazard_words(finding->hazard));
    for (size_t i = 0; i < finding->sides_len; i++)
        print_side(out, &finding->sides[i], sources, style);
    if (finding->object)
        fprintf(out, "  on %s\n", finding->object);
    if (finding->words) {
        fputc('\n', out);
        rl_style_wrap(out, style, 2, finding->words);
    }
}

static void print_outcomes(FILE *out, const struct rl_observation *observation, const char *replay)
{
    if (observation->outcomes_len == 0)
        return;
    fputs("Outcomes that are reached\n", out);
    for (size_t i = 0; i < observation->outcomes_len; i++) {
        const struct rl_outcome *outcome = &observation->outcomes[i];
        fprintf(out, "  %-30s", outcome->text);
        if (outcome->schedule)
            fprintf(out, "  %s %s", replay, outcome->schedule);
        fputc('\n', out);
    }
    fputc('\n', out);
}

static void print_demands(FILE *out, const struct rl_observation *observation,
                          const struct rl_explore_style *style)
{
    for (size_t i = 0; i < observation->demands_len; i++) {
        const struct rl_demand *demand = &observation->demands[i];
        bool met = demand->seen >= demand->wanted && demand->seen > 0;
        const char *colour = met ? style->green : style->yellow;
        if (demand->kind == RL_DEMAND_OVERLAP)
            fprintf(out, "%s%s:%d%s  %d of \"%s\" at the same time wanted, %d seen\n", colour,
                    demand->place.file, demand->place.line, style->off, demand->wanted, demand->name,
                    demand->seen);
        else
            fprintf(out, "%s%s:%d%s  sometimes: %s: %s\n", colour, demand->place.file, demand->place.line,
                    style->off, demand->name, met ? "seen" : "never seen");
    }
    if (observation->demands_len)
        fputc('\n', out);
}

static void print_summary(FILE *out, const struct rl_observation *observation,
                          const struct rl_explore_style *style)
{
    struct rl_text text = RL_TEXT_INIT;
    const char *colour = observation->findings_len ? style->red
                         : observation->complete   ? style->green
                                                   : style->yellow;
    if (observation->findings_len)
        rl_text_addf(&text, "%zu failure%s", observation->findings_len,
                     observation->findings_len == 1 ? "" : "s");
    else
        rl_text_add(&text, "Nothing found");
    fprintf(out, "%s%s%s", colour, text.data, style->off);
    rl_text_free(&text);
    fprintf(out, " in %lu execution%s", observation->executions, observation->executions == 1 ? "" : "s");
    if (observation->complete)
        fprintf(out, ": complete, every interleaving was covered%s%s.\n", observation->model ? " under " : "",
                observation->model ? observation->model : "");
    else
        fprintf(out, "; the search is not complete%s%s.\n", observation->reason ? ": " : "",
                observation->reason ? observation->reason : "");
}

void rl_report_print(FILE *out, const struct rl_observation *observation, const char *const *sources,
                     const char *replay, const struct rl_explore_style *style)
{
    if (observation->compiler_output && *observation->compiler_output)
        fprintf(out, "%s%s%s\n", style->dim, observation->compiler_output, style->off);
    for (size_t i = 0; i < observation->findings_len; i++) {
        const struct rl_finding *finding = &observation->findings[i];
        rl_report_print_finding(out, finding, sources, style);
        if (finding->schedule)
            fprintf(out, "\n  See it step by step:  %s%s %s%s\n", style->bold, replay, finding->schedule,
                    style->off);
        fputc('\n', out);
    }
    print_outcomes(out, observation, replay);
    print_demands(out, observation, style);
    print_summary(out, observation, style);
}

static json_t *place_json(const struct rl_place *place, const char *const *sources)
{
    char *source = rl_source_line(sources, place->file, place->line);
    json_t *json = json_pack("{s:s*, s:i, s:s*, s:s*}", "file", place->file, "line", place->line, "function",
                             place->function, "source", source);
    free(source);
    return json;
}

static json_t *side_json(const struct rl_side *side, const char *const *sources)
{
    json_t *stack = json_array();
    for (size_t i = 0; i < side->stack_len; i++)
        json_array_append_new(stack, place_json(&side->stack[i], sources));
    return json_pack("{s:s*, s:s*, s:o, s:s*, s:o}", "thread", side->thread, "what", side->what, "place",
                     place_json(&side->place, sources), "held", side->held, "stack", stack);
}

static json_t *finding_json(const struct rl_finding *finding, const char *const *sources)
{
    json_t *sides = json_array();
    for (size_t i = 0; i < finding->sides_len; i++)
        json_array_append_new(sides, side_json(&finding->sides[i], sources));
    return json_pack("{s:s, s:s*, s:s, s:o, s:s*, s:s*, s:I, s:s*}", "hazard", rl_hazard_name(finding->hazard),
                     "detail", finding->detail, "meaning", rl_hazard_words(finding->hazard), "sides", sides,
                     "object", finding->object, "words", finding->words, "first_execution", (json_int_t)finding->first, "schedule",
                     finding->schedule);
}

json_t *rl_report_json(const struct rl_observation *observation, const char *const *sources)
{
    json_t *failures = json_array();
    json_t *outcomes = json_array();
    json_t *demands = json_array();
    for (size_t i = 0; i < observation->findings_len; i++)
        json_array_append_new(failures, finding_json(&observation->findings[i], sources));
    for (size_t i = 0; i < observation->outcomes_len; i++)
        json_array_append_new(outcomes, json_pack("{s:s, s:s*}", "text", observation->outcomes[i].text,
                                                  "schedule", observation->outcomes[i].schedule));
    for (size_t i = 0; i < observation->demands_len; i++) {
        const struct rl_demand *demand = &observation->demands[i];
        json_array_append_new(demands,
                              json_pack("{s:s, s:s, s:o, s:i, s:i}", "kind",
                                        demand->kind == RL_DEMAND_OVERLAP ? "overlap" : "sometimes", "name",
                                        demand->name, "place", place_json(&demand->place, sources), "wanted",
                                        demand->wanted, "seen", demand->seen));
    }
    return json_pack("{s:s, s:s, s:s*, s:b, s:s*, s:I, s:I, s:f, s:f, s:o, s:o, s:o, s:s*, s:s*}", "schema",
                     "racelab/explore/v1", "status", rl_run_status_name(observation->status), "reason",
                     observation->reason, "complete", observation->complete, "model", observation->model,
                     "executions", (json_int_t)observation->executions, "steps",
                     (json_int_t)observation->steps, "seconds", observation->run_seconds, "compile_seconds",
                     observation->compile_seconds, "failures", failures, "outcomes", outcomes, "demands",
                     demands, "compiler_output", observation->compiler_output, "output", observation->output);
}
