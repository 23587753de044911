/* SPDX-License-Identifier: MIT */
/* Collects the steps of replays and puts them into words. */
#include "interleaving.h"
#include "words.h"

#include "sanitizers/explore/front/trace.h"

#include <stdlib.h>
#include <string.h>

/* Of a long interleaving so many steps are kept from its beginning, and from its end. */
enum { FIRST_MOST = 40, LAST_MOST = 160, ENDLESS_MOST = 20 };

static struct rl_interleaving *find(const struct rl_watch *watch, const char *schedule)
{
    for (size_t i = 0; schedule && i < watch->interleavings_len; i++)
        if (strcmp(watch->interleavings[i].schedule, schedule) == 0)
            return &watch->interleavings[i];
    return NULL;
}

static bool is_plain_access(const json_t *step)
{
    const char *operation = json_string_value(json_object_get(step, "operation"));
    return operation && (strcmp(operation, "read") == 0 || strcmp(operation, "write") == 0);
}

void rl_interleavings_begin(struct rl_watch *watch, unsigned most)
{
    watch->interleavings = rl_alloc((most ? most : 1) * sizeof *watch->interleavings);
    for (size_t run = 0; run < watch->len; run++)
        for (size_t i = 0; i < watch->runs[run].findings_len; i++) {
            const struct rl_finding *finding = &watch->runs[run].findings[i];
            const char *schedule = finding->schedule;
            if (!schedule || find(watch, schedule) || watch->interleavings_len == most)
                continue;
            bool endless = finding->hazard == RL_HAZARD_HANG && finding->detail &&
                           strcmp(finding->detail, "no-operation") == 0;
            watch->interleavings[watch->interleavings_len++] =
                (struct rl_interleaving){rl_text_copy(schedule), json_array(), endless, 0, 0, run};
        }
}

/* Those of an execution that runs up to the limit would fill the memory. */
void rl_interleaving_step(void *ctx, const char *json)
{
    struct rl_interleaving *interleaving = ctx;
    json_t *step = json_loads(json, 0, NULL);
    if (!step)
        return;
    json_object_set_new(step, "number", json_integer((json_int_t)++interleaving->count));
    interleaving->plain = is_plain_access(step) ? interleaving->plain + 1 : 0;
    if (interleaving->endless && interleaving->plain > ENDLESS_MOST)
        json_decref(step); /* how many accesses a thread made before it was stopped is luck */
    else
        json_array_append_new(interleaving->trace, step);
    if (json_array_size(interleaving->trace) > FIRST_MOST + LAST_MOST)
        json_array_remove(interleaving->trace, FIRST_MOST);
}

void rl_interleavings_free(struct rl_watch *watch)
{
    for (size_t i = 0; i < watch->interleavings_len; i++) {
        free(watch->interleavings[i].schedule);
        json_decref(watch->interleavings[i].trace);
    }
    free(watch->interleavings);
    watch->interleavings = NULL;
    watch->interleavings_len = 0;
}

static json_t *step_json(const json_t *step)
{
    static const struct rl_explore_style plain = {.unicode = true, .width = 80};
    const json_t *place = json_object_get(step, "place");
    const char *file = json_string_value(json_object_get(place, "file"));
    char *what = rl_trace_words(step), *change = rl_trace_change(step, &plain);
    json_t *shown =
        json_pack("{s:I, s:O*, s:s, s:s*, s:s*, s:O*, s:O*, s:O*}", "position",
                  json_integer_value(json_object_get(step, "number")), "thread",
                  json_object_get(json_object_get(step, "thread"), "name"), "what", what, "change", change,
                  "file", file ? rl_text_base_name(file) : NULL, "line", json_object_get(place, "line"),
                  "function", json_object_get(place, "function"), "source", json_object_get(place, "source"));
    free(change);
    free(what);
    return shown;
}

json_t *rl_interleaving_json(const struct rl_watch *watch, const char *schedule)
{
    const struct rl_interleaving *interleaving = find(watch, schedule);
    json_t *steps = NULL, *step;
    size_t index;
    if (!interleaving || json_array_size(interleaving->trace) == 0)
        return NULL;
    steps = json_array();
    json_array_foreach(interleaving->trace, index, step) json_array_append_new(steps, step_json(step));
    return steps;
}
