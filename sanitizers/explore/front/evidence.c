/* SPDX-License-Identifier: MIT */
/* From the runtime's lines of evidence to an observation. */
#include "explorer.h"

#include <stdlib.h>
#include <string.h>

#include "symbols.h"
#include "tag.h"

static void take_thread(struct rl_explorer *explorer, const json_t *line)
{
    long id = rl_json_number(line, "id");
    if (id <= 0 || id >= RL_EXPLORER_THREADS)
        return;
    uint64_t start = strtoull(rl_json_text(line, "start_pc"), NULL, 16);
    const char *name = rl_json_text(line, "name");
    const char *function =
        *name ? name : (explorer->names.symbols ? rl_symbols_function(explorer->names.symbols, start) : NULL);
    free(explorer->threads[id]);
    explorer->threads[id] =
        function ? rl_text_format("thread %ld (%s)", id, function) : rl_text_format("thread %ld", id);
}

static bool take_progress(struct rl_explorer *explorer, const json_t *line)
{
    const struct rl_run_request *request = explorer->request;
    explorer->done = (unsigned long)rl_json_number(line, "executions");
    unsigned long of = (unsigned long)rl_json_number(line, "budget");
    return !request->progress || request->progress(request->ctx, explorer->done, of);
}

bool rl_explorer_take_line(void *ctx, const char *text, size_t length)
{
    struct rl_explorer *explorer = ctx;
    json_t *line = json_loadb(text, length, 0, NULL);
    if (!json_is_object(line)) {
        explorer->garbled = true;
        json_decref(line);
        return true;
    }
    const char *type = rl_json_text(line, "t");
    bool go_on = true;
    if (strcmp(type, "progress") == 0)
        go_on = take_progress(explorer, line);
    else if (strcmp(type, "thread") == 0)
        take_thread(explorer, line);
    else if (strcmp(type, "hashes") == 0)
        explorer->hashes = json_incref(line);
    else if (strcmp(type, "end") == 0 && !explorer->end)
        explorer->end = json_incref(line);
    else
        json_array_append(explorer->lines, line);
    json_decref(line);
    return go_on;
}

/* "waits for a mutex" with its object: "waits for mutex 'left', held by thread 2 (eat), which took it at
 * main.c:12". */
static char *what_words(const struct rl_explorer *explorer, const json_t *side)
{
    const char *what = rl_json_text(side, "what");
    const json_t *object = json_object_get(side, "object");
    const json_t *owner = json_object_get(side, "waits_for");
    char *name = object ? rl_explorer_object(explorer, object) : NULL;
    struct rl_text text = RL_TEXT_INIT;
    const char *of = strstr(what, " a ");
    if (name && of && strncmp(what, "waits for a ", 12) == 0 && strcmp(what, "waits for a signal") != 0)
        rl_text_addf(&text, "waits for %s", name);
    else if (name && strcmp(what, "waits for a signal") == 0)
        rl_text_addf(&text, "waits for a signal on %s", name);
    else if (name && strcmp(what, "sleeps on a futex") == 0)
        rl_text_addf(&text, "sleeps on %s", name);
    else
        rl_text_add(&text, what);
    if (owner && strcmp(what, "waits for a thread to end") == 0) {
        rl_text_free(&text);
        rl_text_addf(&text, "waits for %s to end", rl_explorer_thread(explorer, json_integer_value(owner)));
    } else if (owner) {
        struct rl_place place;
        json_t *taken = json_pack("[O*]", json_object_get(side, "taken_pc"));
        rl_text_addf(&text, ", held by %s", rl_explorer_thread(explorer, json_integer_value(owner)));
        if (taken && rl_names_first_place(&explorer->names, taken, &place)) {
            rl_text_addf(&text, " since %s:%d", place.file, place.line);
            rl_place_free(&place);
        }
        json_decref(taken);
    }
    free(name);
    return rl_text_take(&text);
}

static char *held_words(const struct rl_explorer *explorer, const json_t *held)
{
    struct rl_text text = RL_TEXT_INIT;
    size_t index;
    json_t *object;
    json_array_foreach(held, index, object)
    {
        char *name = rl_explorer_short_object(explorer, object);
        rl_text_addf(&text, "%s%s", index ? ", " : "", name ? name : "a lock");
        free(name);
    }
    return text.length ? rl_text_take(&text) : NULL;
}

/* The place of what was done, then those of the calls that led there. */
static json_t *whole_stack(const json_t *line)
{
    json_t *addresses = json_pack("[O*]", json_object_get(line, "pc"));
    json_array_extend(addresses, json_object_get(line, "stack"));
    return addresses;
}

static void take_side(const struct rl_explorer *explorer, struct rl_finding *finding, const json_t *line)
{
    struct rl_side *side = rl_finding_add_side(finding);
    json_t *addresses = whole_stack(line);
    side->thread = rl_text_copy(rl_explorer_thread(explorer, rl_json_number(line, "thread")));
    side->what = what_words(explorer, line);
    side->held = held_words(explorer, json_object_get(line, "held"));
    rl_side_set_stack(side, &explorer->names, addresses);
    json_decref(addresses);
}

static char *schedule_of(const struct rl_explorer *explorer, const json_t *line)
{
    const char *schedule = rl_json_text(line, "schedule");
    return *schedule ? rl_replay_join(explorer->build.tag, schedule) : NULL;
}

/* A circle is told from its first thread on, a lost wakeup by who waits and who signalled: their order is the
 * story. */
static bool has_its_own_order(enum rl_hazard hazard)
{
    return hazard != RL_HAZARD_DATA_RACE;
}

/* The runtime says "here" where the hazard's name says the rest. */
static void say_here(struct rl_finding *finding)
{
    static const char *const words[RL_HAZARD_COUNT] = {
        [RL_HAZARD_ASSERTION] = "fails here",
        [RL_HAZARD_CRASH] = "crashes here",
        [RL_HAZARD_HANG] = "runs without end here",
        [RL_HAZARD_UNFINISHED] = "ends the program here",
        [RL_HAZARD_BUSY_WAIT] = "spins here",
        [RL_HAZARD_SELF_DEADLOCK] = "waits for itself here",
        [RL_HAZARD_MISUSE] = "breaks the contract here",
        [RL_HAZARD_UNDEFINED_BEHAVIOUR] = "does it here",
        [RL_HAZARD_OUT_OF_BOUNDS] = "goes out of bounds here",
    };
    for (size_t i = 0; i < finding->sides_len; i++) {
        if (strcmp(finding->sides[i].what, "here") != 0 || !words[finding->hazard])
            continue;
        free(finding->sides[i].what);
        finding->sides[i].what = rl_text_copy(words[finding->hazard]);
    }
}

static void take_finding(struct rl_explorer *explorer, const json_t *line)
{
    enum rl_hazard hazard;
    if (!rl_hazard_parse(rl_json_text(line, "hazard"), &hazard)) {
        explorer->garbled = true;
        return;
    }
    const char *detail = rl_json_text(line, "detail");
    const char *note = rl_json_text(line, "note");
    struct rl_finding *finding = rl_finding_add(explorer->out, hazard, *detail ? detail : NULL);
    size_t index;
    json_t *side;
    json_array_foreach(json_object_get(line, "sides"), index, side) take_side(explorer, finding, side);
    say_here(finding);
    if (!has_its_own_order(hazard))
        rl_finding_sort_sides(finding);
    const json_t *object = json_object_get(line, "object");
    if (object)
        finding->object = rl_explorer_object(explorer, object);
    char *brief = object ? rl_explorer_short_object(explorer, object) : NULL;
    finding->schedule = schedule_of(explorer, line);
    finding->first = (unsigned long)json_integer_value(json_object_get(line, "first"));
    finding->words = rl_explorer_words(finding, brief, *note ? note : NULL);
    free(brief);
}

static void take_outcome(struct rl_explorer *explorer, const json_t *line)
{
    struct rl_observation *out = explorer->out;
    out->outcomes = rl_grow(out->outcomes, (out->outcomes_len + 1) * sizeof *out->outcomes);
    out->outcomes[out->outcomes_len++] = (struct rl_outcome){.text = rl_text_copy(rl_json_text(line, "text")),
                                                             .count = 1,
                                                             .schedule = schedule_of(explorer, line)};
}

static void take_demand(struct rl_explorer *explorer, const json_t *line)
{
    struct rl_observation *out = explorer->out;
    out->demands = rl_grow(out->demands, (out->demands_len + 1) * sizeof *out->demands);
    struct rl_demand *demand = &out->demands[out->demands_len++];
    struct rl_side place = {0};
    rl_side_set_place(&place, &explorer->names, rl_json_text(line, "file"), (int)rl_json_number(line, "line"),
                      NULL);
    *demand = (struct rl_demand){
        .kind = strcmp(rl_json_text(line, "kind"), "overlap") == 0 ? RL_DEMAND_OVERLAP : RL_DEMAND_SOMETIMES,
        .name = rl_text_copy(rl_json_text(line, "name")),
        .place = place.place,
        .wanted = (int)rl_json_number(line, "wanted"),
        .seen = (int)rl_json_number(line, "seen"),
    };
}

static void take_output(struct rl_explorer *explorer, const json_t *line)
{
    free(explorer->out->output);
    explorer->out->output = rl_text_copy(rl_json_text(line, "text"));
    explorer->out->output_truncated = json_is_true(json_object_get(line, "truncated"));
}

static void take_step(struct rl_explorer *explorer, const json_t *line)
{
    const struct rl_run_request *request = explorer->request;
    if (!request->on_step)
        return;
    json_t *step = rl_explorer_step(explorer, line);
    char *text = json_dumps(step, JSON_COMPACT);
    if (text)
        request->on_step(request->ctx, text);
    free(text);
    json_decref(step);
}

void rl_explorer_convert(struct rl_explorer *explorer)
{
    static const struct {
        const char *type;
        void (*take)(struct rl_explorer *explorer, const json_t *line);
    } takers[] = {{"finding", take_finding},
                  {"outcome", take_outcome},
                  {"demand", take_demand},
                  {"output", take_output},
                  {"step", take_step}};
    size_t index;
    json_t *line;
    json_array_foreach(explorer->lines, index, line)
    {
        for (size_t i = 0; i < sizeof takers / sizeof takers[0]; i++) {
            if (strcmp(rl_json_text(line, "t"), takers[i].type) == 0)
                takers[i].take(explorer, line);
        }
    }
    rl_observation_sort(explorer->out);
}
