/* SPDX-License-Identifier: MIT */
/* Puts a replay together for the terminal: what ran in which order, where it broke, what it printed. */
#include "show.h"

#include <string.h>

#include "report.h"
#include "trace.h"

static void rule(FILE *out, const struct rl_explore_style *style, const char *title)
{
    const char *dash = style->unicode ? "─" : "-";
    fprintf(out, "%s%s%s %s%s%s %s", style->dim, dash, dash, style->off, title, style->dim, "");
    for (int i = 4 + rl_style_columns(title); i < style->width; i++)
        fputs(dash, out);
    fprintf(out, "%s\n", style->off);
}

static void show_output(FILE *out, const struct rl_observation *observation,
                        const struct rl_explore_style *style)
{
    if (!observation->output || !*observation->output)
        return;
    rule(out, style, "what it printed");
    for (const char *c = observation->output; *c; c++)
        fputc((unsigned char)*c < 0x20 && *c != '\n' && *c != '\t' ? '?' : *c, out);
    size_t length = strlen(observation->output);
    if (observation->output[length - 1] != '\n')
        fputc('\n', out);
    if (observation->output_truncated)
        fputs("(and more)\n", out);
}

void rl_show_replay(FILE *out, const struct rl_explore_call *call, const struct rl_observation *observation,
                    const json_t *steps, const char *command, const struct rl_explore_style *style)
{
    const char *const *sources = (const char *const *)call->files.items;
    rl_trace_print(out, steps, observation->findings, observation->findings_len, sources, style);
    for (size_t i = 0; i < observation->findings_len; i++) {
        rule(out, style, i ? "and" : "what went wrong");
        rl_report_print_finding(out, &observation->findings[i], sources, style);
    }
    if (observation->findings_len == 0) {
        rule(out, style, "the end");
        fputs("Nothing broke in this schedule.\n", out);
    }
    for (size_t i = 0; i < observation->outcomes_len; i++)
        fprintf(out, "outcome: %s\n", observation->outcomes[i].text);
    show_output(out, observation, style);
    fprintf(out, "\nAgain:  %s%s%s\n", style->bold, command, style->off);
}

json_t *rl_show_replay_json(const struct rl_explore_call *call, const struct rl_observation *observation,
                            json_t *steps)
{
    const char *const *sources = (const char *const *)call->files.items;
    json_t *report = rl_report_json(observation, sources);
    json_object_set_new(report, "schema", json_string("racelab/trace/v1"));
    if (call->replay)
        json_object_set_new(report, "replay", json_string(call->replay));
    json_object_set(report, "trace", steps);
    return report;
}
