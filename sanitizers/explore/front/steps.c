/* SPDX-License-Identifier: MIT */
/* One step of a replay as a racelab/trace/v1 object: addresses become places, objects get their names. */
#include <stdlib.h>
#include <string.h>

#include "explorer.h"
#include "source.h"

static json_t *thread_json(const struct rl_explorer *explorer, long id)
{
    return json_pack("{s:I, s:s}", "id", (json_int_t)id, "name", rl_explorer_thread(explorer, id));
}

static json_t *object_json(const struct rl_explorer *explorer, const json_t *object)
{
    if (!json_is_object(object))
        return NULL;
    char *name = rl_explorer_short_object(explorer, object);
    char *words = rl_explorer_object(explorer, object);
    const char *type = rl_json_text(object, "type");
    json_t *json = json_pack("{s:s*, s:s*, s:s*, s:s*}", "name", name, "words", words, "kind",
                             rl_json_text(object, "kind"), "type", *type ? type : NULL);
    free(words);
    free(name);
    return json;
}

static json_t *place_json(const struct rl_explorer *explorer, const json_t *line)
{
    json_t *addresses = json_pack("[O*]", json_object_get(line, "pc"));
    json_array_extend(addresses, json_object_get(line, "stack"));
    struct rl_place place;
    json_t *json = NULL;
    if (rl_names_first_place(&explorer->names, addresses, &place)) {
        char *source = rl_source_line(explorer->request->sources, place.file, place.line);
        json = json_pack("{s:s, s:i, s:s*, s:s*}", "file", place.file, "line", place.line, "function",
                         place.function, "source", source);
        free(source);
        rl_place_free(&place);
    }
    json_decref(addresses);
    return json;
}

/* The runtime says "held by thread 0". */
static json_t *state_json(const struct rl_explorer *explorer, const json_t *line, const char *key)
{
    const char *state = rl_json_text(line, key);
    static const char held[] = "held by thread ";
    if (!*state)
        return NULL;
    if (strncmp(state, held, sizeof held - 1) != 0)
        return json_string(state);
    return json_sprintf("held by %s",
                        rl_explorer_thread(explorer, strtol(state + sizeof held - 1, NULL, 10)));
}

static json_t *enabled_json(const struct rl_explorer *explorer, const json_t *enabled)
{
    json_t *list = json_array();
    size_t index;
    json_t *id;
    json_array_foreach(enabled, index, id)
        json_array_append_new(list, thread_json(explorer, json_integer_value(id)));
    return list;
}

static json_t *blocked_json(const struct rl_explorer *explorer, const json_t *blocked)
{
    json_t *list = json_array();
    size_t index;
    json_t *entry;
    json_array_foreach(blocked, index, entry)
    {
        json_array_append_new(list, json_pack("{s:o, s:s*, s:o*}", "thread",
                                              thread_json(explorer, rl_json_number(entry, "thread")),
                                              "operation", rl_json_text(entry, "op"), "on",
                                              object_json(explorer, json_object_get(entry, "on"))));
    }
    return list;
}

json_t *rl_explorer_step(const struct rl_explorer *explorer, const json_t *line)
{
    json_t *step = json_pack(
        "{s:s, s:I, s:o, s:s, s:o*, s:o*, s:o*, s:o*, s:o, s:o}", "schema", "racelab/trace/v1", "position",
        (json_int_t)rl_json_number(line, "n"), "thread",
        thread_json(explorer, rl_json_number(line, "thread")), "operation", rl_json_text(line, "op"), "place",
        place_json(explorer, line), "object", object_json(explorer, json_object_get(line, "object")),
        "before", state_json(explorer, line, "before"), "after", state_json(explorer, line, "after"),
        "enabled", enabled_json(explorer, json_object_get(line, "enabled")), "blocked",
        blocked_json(explorer, json_object_get(line, "blocked")));
    static const char *const as_they_are[] = {"value_read", "value_written", "order", "choice",
                                              "of",         "result"};
    for (size_t i = 0; i < sizeof as_they_are / sizeof as_they_are[0]; i++) {
        json_t *value = json_object_get(line, as_they_are[i]);
        if (value)
            json_object_set(step, as_they_are[i], value);
    }
    return step;
}
