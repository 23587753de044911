/* SPDX-License-Identifier: MIT */
/* Builds findings: sides, places from code addresses, names of objects. */
#include "finding.h"
#include "explore/front/symbols.h"
#include "resources.h"
#include "text.h"
#include "toolchain.h"

#include <stdlib.h>
#include <string.h>

struct rl_finding *rl_finding_add(struct rl_observation *out, enum rl_hazard hazard, const char *detail)
{
    out->findings = rl_grow(out->findings, (out->findings_len + 1) * sizeof *out->findings);
    struct rl_finding *finding = &out->findings[out->findings_len++];
    *finding = (struct rl_finding){.hazard = hazard, .detail = rl_text_copy(detail)};
    return finding;
}

struct rl_side *rl_finding_add_side(struct rl_finding *finding)
{
    finding->sides = rl_grow(finding->sides, (finding->sides_len + 1) * sizeof *finding->sides);
    struct rl_side *side = &finding->sides[finding->sides_len++];
    *side = (struct rl_side){0};
    return side;
}

const char *rl_json_text(const json_t *object, const char *key)
{
    const char *text = json_string_value(json_object_get(object, key));
    return text ? text : "";
}

long rl_json_number(const json_t *object, const char *key)
{
    return (long)json_integer_value(json_object_get(object, key));
}

void rl_place_free(struct rl_place *place)
{
    free(place->file);
    free(place->function);
    *place = (struct rl_place){0};
}

/* racelab's own headers are on the way to the place, not the place. */
static bool is_own(const char *file)
{
    const char *primitives = rl_resources_primitives();
    return rl_symbols_is_own_file(file) && strncmp(file, primitives, strlen(primitives)) != 0;
}

/* *own: it lies in the program's own files. False: nothing is known. */
static bool look_up(const struct rl_names *names, const json_t *address, struct rl_place *place, bool *own)
{
    const char *text = json_string_value(address);
    *place = (struct rl_place){0};
    if (!text || !names->symbols)
        return false;
    if (!rl_symbols_place(names->symbols, strtoull(text, NULL, 16), place) || !place->file) {
        rl_place_free(place);
        return false;
    }
    *own = is_own(place->file);
    char *shown = rl_text_copy(rl_toolchain_display_name(names->sources, place->file));
    free(place->file);
    place->file = shown;
    return true;
}

static struct rl_place copy_place(const struct rl_place *place)
{
    return (struct rl_place){rl_text_copy(place->file), place->line, rl_text_copy(place->function)};
}

void rl_side_set_stack(struct rl_side *side, const struct rl_names *names, const json_t *addresses)
{
    bool placed = false;
    size_t index;
    json_t *address;
    json_array_foreach(addresses, index, address)
    {
        struct rl_place place;
        bool own;
        if (!look_up(names, address, &place, &own))
            continue;
        if (own && !placed) {
            side->place = copy_place(&place);
            placed = true;
        }
        side->stack = rl_grow(side->stack, (side->stack_len + 1) * sizeof *side->stack);
        side->stack[side->stack_len++] = place;
    }
}

bool rl_names_first_place(const struct rl_names *names, const json_t *addresses, struct rl_place *place)
{
    size_t index;
    json_t *address;
    json_array_foreach(addresses, index, address)
    {
        bool own;
        if (look_up(names, address, place, &own) && own)
            return true;
        rl_place_free(place);
    }
    return false;
}

void rl_side_set_place(struct rl_side *side, const struct rl_names *names, const char *file, int line,
                       const char *function)
{
    side->place.file = rl_text_copy(rl_toolchain_display_name(names->sources, file));
    side->place.line = line;
    side->place.function = rl_text_copy(function);
}

char *rl_place_words(const struct rl_place *place)
{
    if (!place->file)
        return rl_text_copy("a place that is not known");
    if (!place->function)
        return rl_text_format("%s:%d", place->file, place->line);
    return rl_text_format("%s:%d (in %s)", place->file, place->line, place->function);
}

char *rl_names_global(const struct rl_names *names, const char *address, unsigned long *size)
{
    uint64_t part = 0;
    char *name =
        names->symbols ? rl_symbols_global(names->symbols, strtoull(address, NULL, 16), &part) : NULL;
    if (size)
        *size = (unsigned long)part;
    return name;
}

static int compare_strings(const char *a, const char *b)
{
    return strcmp(a ? a : "", b ? b : "");
}

static int compare_sides(const void *left, const void *right)
{
    const struct rl_side *a = left, *b = right;
    int order = compare_strings(a->place.file, b->place.file);
    if (!order)
        order = a->place.line - b->place.line;
    if (!order)
        order = compare_strings(a->what, b->what);
    return order ? order : compare_strings(a->thread, b->thread);
}

void rl_finding_sort_sides(struct rl_finding *finding)
{
    if (finding->sides_len > 1)
        qsort(finding->sides, finding->sides_len, sizeof *finding->sides, compare_sides);
}
