/* SPDX-License-Identifier: MIT */
/* Is there an order of the calls of a history, each at one moment between its begin and end, that a
 * sequential queue or stack would have answered alike? By trying all. */
#include "oracle.h"

struct model {
    uintptr_t items[HISTORY_MAX];
    size_t len;
};

/* Does the model answer as the event says? If so it has done it. */
static bool answers(struct model *model, const struct history_event *event, bool lifo, unsigned capacity)
{
    if (event->push) {
        bool done = capacity == 0 || model->len < capacity;
        if (done && event->done)
            model->items[model->len++] = event->value;
        return done == event->done;
    }
    if (model->len == 0 || !event->done)
        return (model->len == 0) == !event->done;
    size_t at = lifo ? model->len - 1 : 0;
    if (model->items[at] != event->value)
        return false;
    model->len--;
    for (size_t i = at; i < model->len; i++)
        model->items[i] = model->items[i + 1];
    return true;
}

static bool place_rest(const struct history_event *events, size_t len, unsigned placed, struct model model,
                       bool lifo, unsigned capacity)
{
    if (placed == (1u << len) - 1)
        return true;
    unsigned first_end = ~0u; /* nothing that begins after it can be placed before it */
    for (size_t i = 0; i < len; i++) {
        if (!(placed & (1u << i)) && events[i].end < first_end)
            first_end = events[i].end;
    }
    for (size_t i = 0; i < len; i++) {
        if ((placed & (1u << i)) || events[i].begin > first_end)
            continue;
        struct model next = model;
        if (answers(&next, &events[i], lifo, capacity) &&
            place_rest(events, len, placed | (1u << i), next, lifo, capacity))
            return true;
    }
    return false;
}

bool history_is_linearizable(const struct history_event *events, size_t len, bool lifo, unsigned capacity)
{
    struct model empty = {.len = 0};
    return place_rest(events, len, 0, empty, lifo, capacity);
}
