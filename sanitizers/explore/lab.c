/* SPDX-License-Identifier: MIT */
/* What lab.h asks of a runtime: invariants, outcomes, and the demands that something can happen, or can
 * overlap. */
#include <string.h>
#include "emit.h"
#include "internal.h"

void rl_lab_hook_always(int holds, const char *message, const char *file, int line);
void rl_lab_hook_sometimes(int holds, const char *message, const char *file, int line);
void rl_lab_hook_begin(const char *region);
void rl_lab_hook_end(const char *region);
void rl_lab_hook_overlap(const char *region, int wanted, const char *file, int line);
void rl_lab_hook_outcome(const char *text);
int rl_lab_hook_scale(int small, int large);
int rl_lab_hook_meet(int step);

#define NAME    64
#define DEMANDS 64
static struct demand {
    int overlap;
    char name[NAME], file[128];
    int line, wanted, seen;
} demands[DEMANDS];
static int demand_count;

/* Someone between lab_begin and lab_end, in this execution. */
#define INSTANCES 4096
static struct instance {
    char name[NAME];
    uint8_t thread, open;
    uint32_t last; /* events of its thread when it ended */
    struct rlx_clock began;
} * instances;
static int instance_count, overflowed;

#define OUTCOMES 1024
static struct outcome {
    char text[256];
    uint32_t deviations;
    const char *schedule;
} * outcomes;
static int outcome_count;

void rlx_lab_reset(void)
{
    instance_count = 0;
}

static uintptr_t lab_pc(void)
{
    /* the static function of lab.h stands between: the caller's line is where that was called */
    return rlx_caller_frame(RLX->current);
}

void rl_lab_hook_always(int holds, const char *message, const char *file, int line)
{
    (void)file, (void)line;
    if (holds || !RLX->current)
        return;
    rlx_found_simple(RLX_HAZARD_ASSERTION, "always", message, lab_pc());
    rlx_fatal();
}

static struct demand *demand_at(int overlap, const char *name, const char *file, int line)
{
    for (int i = 0; i < demand_count; i++)
        if (demands[i].overlap == overlap && demands[i].line == line &&
            !strncmp(demands[i].name, name, NAME - 1) &&
            !strncmp(demands[i].file, file, sizeof demands[i].file - 1))
            return &demands[i];
    if (demand_count == DEMANDS)
        return 0;
    struct demand *demand = &demands[demand_count++];
    demand->overlap = overlap;
    strncpy(demand->name, name, NAME - 1);
    strncpy(demand->file, file, sizeof demand->file - 1);
    demand->line = line;
    return demand;
}

void rl_lab_hook_sometimes(int holds, const char *message, const char *file, int line)
{
    struct demand *demand = demand_at(0, message, file, line);
    if (demand) {
        demand->wanted = 1;
        demand->seen |= holds != 0;
    }
}

void rl_lab_hook_begin(const char *region)
{
    struct rlx_thread *self = RLX->current;
    if (!self)
        return;
    self->marks++;
    rlx_settle();
    if (!RLX->track) {
        RLX->track_wanted = 1;
        return;
    }
    if (!instances)
        instances = rlx_misc_alloc(sizeof *instances * INSTANCES);
    if (instance_count == INSTANCES) {
        overflowed = 1;
        return;
    }
    struct instance *instance = &instances[instance_count++];
    strncpy(instance->name, region, NAME - 1);
    instance->thread = (uint8_t)self->id;
    instance->open = 1;
    rlx_clock_copy(&instance->began, &self->dep);
}

void rl_lab_hook_end(const char *region)
{
    struct rlx_thread *self = RLX->current;
    if (!self)
        return;
    self->marks++;
    rlx_settle();
    for (int i = instance_count; i-- > 0;) {
        struct instance *instance = &instances[i];
        if (instance->open && instance->thread == self->id && !strncmp(instance->name, region, NAME - 1)) {
            instance->open = 0;
            instance->last = self->events;
            return;
        }
    }
}

void rl_lab_hook_overlap(const char *region, int wanted, const char *file, int line)
{
    struct demand *demand = demand_at(1, region, file, line);
    if (demand)
        demand->wanted = wanted;
    RLX->track_wanted = 1;
}

/* `before` had ended before `after` began. */
static int precedes(const struct instance *before, const struct instance *after)
{
    uint32_t known = before->thread < after->began.n ? after->began.v[before->thread] : 0;
    return !before->open && known > before->last;
}

static int overlap(const struct instance *a, const struct instance *b)
{
    return a->thread != b->thread && !precedes(a, b) && !precedes(b, a);
}

/* Grows a set of instances that all overlap each other; returns the most that was reached. */
static int grow(const char *name, int from, const struct instance **set, int size, int wanted)
{
    int best = size;
    for (int i = from; i < instance_count && best < wanted; i++) {
        if (strncmp(instances[i].name, name, NAME - 1))
            continue;
        int fits = 1;
        for (int j = 0; j < size && fits; j++)
            fits = overlap(set[j], &instances[i]);
        if (!fits)
            continue;
        set[size] = &instances[i];
        int reached = grow(name, i + 1, set, size + 1, wanted);
        if (reached > best)
            best = reached;
    }
    return best;
}

void rlx_lab_end_execution(void)
{
    const struct instance *set[RLX_MAX_THREADS];
    if (RLX->end == RLX_END_ASLEEP)
        return;
    for (int i = 0; i < demand_count; i++) {
        struct demand *demand = &demands[i];
        int wanted = demand->wanted < RLX_MAX_THREADS ? demand->wanted : RLX_MAX_THREADS;
        if (!demand->overlap || demand->seen >= wanted || !RLX->track)
            continue;
        int seen = grow(demand->name, 0, set, 0, wanted);
        if (seen > demand->seen)
            demand->seen = seen;
    }
    if (RLX->track_wanted)
        RLX->track = 1;
}

void rl_lab_hook_outcome(const char *text)
{
    if (!outcomes)
        outcomes = rlx_misc_alloc(sizeof *outcomes * OUTCOMES);
    struct outcome *outcome = 0;
    for (int i = 0; i < outcome_count && !outcome; i++)
        if (!strncmp(outcomes[i].text, text, sizeof outcomes[i].text - 1))
            outcome = &outcomes[i];
    if (outcome && (outcome->deviations <= RLX->deviations || RLX->dropped))
        return;
    if (!outcome) {
        if (outcome_count == OUTCOMES) {
            rlx_incomplete("the program gave more than 1024 different outcomes; only the first were kept");
            return;
        }
        outcome = &outcomes[outcome_count++];
        strncpy(outcome->text, text, sizeof outcome->text - 1);
    }
    outcome->deviations = RLX->deviations;
    outcome->schedule = RLX->dropped ? "" : rlx_schedule_keep();
}

int rl_lab_hook_scale(int small, int large)
{
    return (RLX->config.large ? large : small) + RLX->config.scale_step;
}

int rl_lab_hook_meet(int step)
{
    (void)step;
    return 1;
}

void rlx_emit_lab(void)
{
    for (int i = 0; i < outcome_count; i++) {
        rlx_json_begin("outcome");
        rlx_json_text("text", outcomes[i].text);
        rlx_json_text("schedule", outcomes[i].schedule);
        rlx_json_end();
    }
    for (int i = 0; i < demand_count; i++) {
        const struct demand *demand = &demands[i];
        rlx_json_begin("demand");
        rlx_json_text("kind", demand->overlap ? "overlap" : "sometimes");
        rlx_json_text("name", demand->name);
        rlx_json_text("file", demand->file);
        rlx_json_number("line", demand->line);
        rlx_json_number("wanted", demand->wanted);
        rlx_json_number("seen", demand->seen);
        rlx_json_end();
    }
    if (overflowed && RLX->complete) {
        RLX->complete = 0;
        RLX->why_not =
            "a region was entered more than 4096 times in one execution; only the first were compared";
    }
}

int rlx_outcomes(void)
{
    return outcome_count;
}

const char *rlx_outcome_schedule(int index)
{
    return outcomes[index].schedule;
}

uint32_t rlx_outcomes_longest(void)
{
    uint32_t most = 0;
    for (int i = 0; i < outcome_count; i++)
        if (outcomes[i].deviations > most)
            most = outcomes[i].deviations;
    return most;
}
