/* SPDX-License-Identifier: MIT */
/* SARIF's rules: what each hazard is, what it breaks, and what to do about it. */
#include "format_sarif.h"

#include "sanitizers/observer.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

static const char *const questions[RL_AXIS_COUNT] = {
    [RL_AXIS_SAFE] = "no data race, no memory error, no misuse of a primitive",
    [RL_AXIS_LIVE] = "no deadlock, no lost wakeup, no livelock, no hang",
    [RL_AXIS_CORRECT] = "what must hold always holds, and no forbidden result comes out",
    [RL_AXIS_CONCURRENT] = "what must be able to happen at the same time can",
    [RL_AXIS_UNTAMPERED] = "the object defines and imports nothing that it must not",
};

static const struct {
    const char *id, *words, *help;
} verdicts[] = {
    {"unproven", "nothing was found, but not every interleaving was run",
     "Nothing needs to be changed. A person decides whether what was run is enough."},
    {"compile_error", "it does not compile, or lacks a function that the lab asks for",
     "Compile it by hand with the line that the lab's README shows."},
    {"rejected", "its object defines or imports what it must not",
     "Leave out what the message names: a submission neither switches an observer off nor talks to it."},
    {"limit", "it exceeded its time, its memory or its output",
     "Look for a loop that never ends, or for memory that is allocated in one."},
    {"unsupported", "it uses what the explorer cannot model",
     "Use what the message names instead, or have a person look at it."},
    {"needs_review", "the evidence contradicts itself",
     "A person must look at it; it says nothing of the file."},
    {"infra", "racelab or the machine failed", "Run it again; `racelab doctor` says what the machine lacks."},
    {"fail", "at least one axis fails", "Ask the course for more feedback."},
};
enum { VERDICTS = sizeof verdicts / sizeof *verdicts };

static char *camel(const char *id)
{
    char *name = rl_alloc(strlen(id) + 1), *to = name;
    bool upper = true;
    for (; *id; id++) {
        if (*id == '-' || *id == '_') {
            upper = true;
            continue;
        }
        *to++ = upper ? (char)toupper((unsigned char)*id) : *id;
        upper = false;
    }
    return name;
}

static char *linkless(const char *text, size_t most)
{
    char *plain = rl_format_plain(text, most), *without = rl_text_replace(plain, "](", "] (");
    free(plain);
    return without;
}

json_t *rl_sarif_message(const char *text)
{
    char *plain = linkless(text, RL_SARIF_TEXT_MOST);
    json_t *message = json_pack("{s:s}", "text", *plain ? plain : "(nothing more is known)");
    free(plain);
    return message;
}

json_t *rl_sarif_name(const char *text)
{
    enum { NAME_MOST = 500 };
    char *plain = linkless(text, NAME_MOST);
    json_t *name = json_string(plain);
    free(plain);
    return name;
}

static json_t *rule(const char *id, const char *words, const char *help, const char *level, const char *tag)
{
    char *name = camel(id);
    json_t *json =
        json_pack("{s:s, s:s*, s:o, s:o, s:o, s:{s:s}, s:{s:[s,s], s:s, s:s}}", "id", id, "name",
                  strcasecmp(name, id) == 0 ? NULL : name, /* one that says nothing more must be left out */
                  "shortDescription", rl_sarif_message(words), "fullDescription", rl_sarif_message(words),
                  "help", rl_sarif_message(help), "defaultConfiguration", "level", level, "properties",
                  "tags", "concurrency", tag, "precision", "very-high", "problem.severity",
                  strcmp(level, "none") == 0 ? "recommendation" : level);
    free(name);
    return json;
}

static json_t *hazard_rule(enum rl_hazard hazard)
{
    enum rl_axis axis = rl_hazard_axis(hazard);
    char *help = rl_text_format(
        "%s: %s. It breaks the axis \"%s\": %s. The code flow shows the order of steps in which it happens; "
        "`racelab replay`, with the string in the result's properties, shows it on a terminal, and `racelab "
        "hint LAB` says where to look.",
        rl_hazard_name(hazard), rl_hazard_words(hazard), rl_axis_name(axis), questions[axis]);
    json_t *json = rule(rl_hazard_name(hazard), rl_hazard_words(hazard), help, "error", rl_axis_name(axis));
    free(help);
    return json;
}

json_t *rl_sarif_rules(void)
{
    json_t *rules = json_array();
    for (int hazard = 0; hazard < RL_HAZARD_COUNT; hazard++)
        json_array_append_new(rules, hazard_rule((enum rl_hazard)hazard));
    for (size_t i = 0; i < VERDICTS; i++)
        json_array_append_new(rules,
                              rule(verdicts[i].id, verdicts[i].words, verdicts[i].help, "error", "verdict"));
    return rules;
}

int rl_sarif_rule_index(const char *id)
{
    enum rl_hazard hazard;
    if (rl_hazard_parse(id, &hazard))
        return (int)hazard;
    for (size_t i = 0; i < VERDICTS; i++)
        if (strcmp(verdicts[i].id, id) == 0)
            return RL_HAZARD_COUNT + (int)i;
    return -1;
}
