/* SPDX-License-Identifier: MIT */
/* Places of code: an index of compilation units and functions, made once, and the line tables of libdw. */
#include "symbols.h"

#include <dwarf.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "dwarf_index.h"
#include "sanitizers/observer.h"
#include "sanitizers/text.h"

void rl_ranges_add(struct rl_ranges *ranges, uint64_t low, uint64_t high, const Dwarf_Die *die,
                   const char *name)
{
    if (low >= high)
        return;
    if (ranges->length == ranges->capacity) {
        ranges->capacity = ranges->capacity ? ranges->capacity * 2 : 32;
        ranges->items = rl_grow(ranges->items, ranges->capacity * sizeof *ranges->items);
    }
    struct rl_range *range = &ranges->items[ranges->length++];
    *range = (struct rl_range){.low = low, .high = high, .name = rl_text_copy(name)};
    if (die)
        range->die = *die;
}

static int compare_ranges(const void *a, const void *b)
{
    const struct rl_range *left = a;
    const struct rl_range *right = b;
    if (left->low != right->low)
        return left->low < right->low ? -1 : 1;
    return left->high < right->high ? -1 : left->high > right->high;
}

void rl_ranges_sort(struct rl_ranges *ranges)
{
    if (ranges->length)
        qsort(ranges->items, ranges->length, sizeof *ranges->items, compare_ranges);
}

struct rl_range *rl_ranges_find(const struct rl_ranges *ranges, uint64_t address)
{
    size_t low = 0;
    size_t high = ranges->length;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (ranges->items[middle].low <= address)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == 0 || address >= ranges->items[low - 1].high)
        return NULL;
    return &ranges->items[low - 1];
}

void rl_ranges_free(struct rl_ranges *ranges)
{
    for (size_t i = 0; i < ranges->length; i++)
        free(ranges->items[i].name);
    free(ranges->items);
    *ranges = (struct rl_ranges){0};
}

/* Adds every address range of the die: code may lie in several. */
static void add_code(struct rl_ranges *ranges, Dwarf_Die *die, const char *name)
{
    Dwarf_Addr base = 0;
    Dwarf_Addr low = 0;
    Dwarf_Addr high = 0;
    ptrdiff_t offset = 0;
    while ((offset = dwarf_ranges(die, offset, &base, &low, &high)) > 0)
        rl_ranges_add(ranges, low, high, die, name);
}

/* The explorer's runtime is linked in, but its files are no places of the program. */
static bool is_runtime(Dwarf_Die *unit)
{
    Dwarf_Die child;
    if (dwarf_srclang(unit) == DW_LANG_Mips_Assembler)
        return true;
    if (dwarf_child(unit, &child) != 0)
        return false;
    do {
        const char *name = dwarf_tag(&child) == DW_TAG_subprogram ? dwarf_diename(&child) : NULL;
        if (name && !dwarf_hasattr(&child, DW_AT_declaration) &&
            (strncmp(name, "rlx_", 4) == 0 || strncmp(name, "__tsan_", 7) == 0))
            return true;
    } while (dwarf_siblingof(&child, &child) == 0);
    return false;
}

static void collect_unit(struct rl_symbols *symbols, Dwarf_Die *unit)
{
    if (is_runtime(unit))
        return;
    add_code(&symbols->units, unit, NULL);
    Dwarf_Die child;
    if (dwarf_child(unit, &child) != 0)
        return;
    do {
        if (dwarf_tag(&child) != DW_TAG_subprogram)
            continue;
        add_code(&symbols->functions, &child, dwarf_diename(&child));
    } while (dwarf_siblingof(&child, &child) == 0);
    rl_variables_collect(symbols, unit);
}

static void collect(struct rl_symbols *symbols)
{
    Dwarf_Off offset = 0;
    Dwarf_Off next = 0;
    size_t header = 0;
    while (dwarf_nextcu(symbols->dwarf, offset, &next, &header, NULL, NULL, NULL) == 0) {
        Dwarf_Die unit;
        if (dwarf_offdie(symbols->dwarf, offset + header, &unit))
            collect_unit(symbols, &unit);
        offset = next;
    }
    rl_variables_collect_elf(symbols, dwarf_getelf(symbols->dwarf));
    rl_ranges_sort(&symbols->units);
    rl_ranges_sort(&symbols->functions);
    rl_ranges_sort(&symbols->variables);
}

struct rl_symbols *rl_symbols_open(const char *executable, char **why)
{
    struct rl_symbols *symbols = rl_alloc(sizeof *symbols);
    symbols->fd = open(executable, O_RDONLY | O_CLOEXEC);
    if (symbols->fd < 0) {
        *why = rl_text_format("cannot read %s: %s", executable, strerror(errno));
        free(symbols);
        return NULL;
    }
    symbols->dwarf = dwarf_begin(symbols->fd, DWARF_C_READ);
    if (!symbols->dwarf) {
        *why =
            rl_text_format("%s has no debug information that can be read: %s", executable, dwarf_errmsg(-1));
        close(symbols->fd);
        free(symbols);
        return NULL;
    }
    collect(symbols);
    return symbols;
}

void rl_symbols_close(struct rl_symbols *symbols)
{
    if (!symbols)
        return;
    rl_ranges_free(&symbols->units);
    rl_ranges_free(&symbols->functions);
    rl_ranges_free(&symbols->variables);
    dwarf_end(symbols->dwarf);
    close(symbols->fd);
    free(symbols);
}

/* A path without the directory that the compiler was started in. */
static char *shorten(Dwarf_Die *unit, const char *file)
{
    Dwarf_Attribute attribute;
    const char *directory = dwarf_formstring(dwarf_attr(unit, DW_AT_comp_dir, &attribute));
    if (directory) {
        size_t length = strlen(directory);
        if (strncmp(file, directory, length) == 0 && file[length] == '/')
            file += length + 1;
    }
    while (strncmp(file, "./", 2) == 0)
        file += 2;
    return rl_text_copy(file);
}

const char *rl_symbols_function(struct rl_symbols *symbols, uint64_t address)
{
    struct rl_range *range = rl_ranges_find(&symbols->functions, address);
    return range ? range->name : NULL;
}

bool rl_symbols_place(struct rl_symbols *symbols, uint64_t pc, struct rl_place *place)
{
    *place = (struct rl_place){0};
    if (pc == 0)
        return false;
    uint64_t address = pc - 1; /* the call itself, not what follows it */
    struct rl_range *unit = rl_ranges_find(&symbols->units, address);
    if (!unit)
        return false;
    Dwarf_Line *line = dwarf_getsrc_die(&unit->die, address);
    if (line) {
        const char *file = dwarf_linesrc(line, NULL, NULL);
        if (file)
            place->file = shorten(&unit->die, file);
        dwarf_lineno(line, &place->line);
    }
    place->function = rl_text_copy(rl_symbols_function(symbols, address));
    return place->file || place->function;
}

bool rl_symbols_is_own_file(const char *file)
{
    if (!file || strncmp(file, "/usr/", 5) == 0)
        return false;
    size_t length = strlen(file);
    static const char lab_header[] = "racelab/lab.h";
    size_t tail = sizeof lab_header - 1;
    return length < tail || strcmp(file + length - tail, lab_header) != 0;
}
