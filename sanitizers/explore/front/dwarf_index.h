/* SPDX-License-Identifier: MIT */
/* Private to symbols.c and variables.c: the debug information of an executable, walked once. */
#ifndef RL_EXPLORE_DWARF_INDEX_H
#define RL_EXPLORE_DWARF_INDEX_H

#include <elfutils/libdw.h>
#include <stdint.h>

struct rl_range {
    uint64_t low;
    uint64_t high; /* one past the last byte */
    Dwarf_Die die;
    char *name; /* of a function or variable; NULL for a compilation unit */
};

struct rl_ranges {
    struct rl_range *items;
    size_t length;
    size_t capacity;
};

struct rl_symbols {
    int fd;
    Dwarf *dwarf;
    struct rl_ranges units;
    struct rl_ranges functions;
    struct rl_ranges variables;
};

void rl_ranges_add(struct rl_ranges *ranges, uint64_t low, uint64_t high, const Dwarf_Die *die,
                   const char *name);
void rl_ranges_sort(struct rl_ranges *ranges);
/* The range that holds the address; NULL: none. */
struct rl_range *rl_ranges_find(const struct rl_ranges *ranges, uint64_t address);
void rl_ranges_free(struct rl_ranges *ranges);

/* Adds the variables with a fixed address that are declared in or below `die`. */
void rl_variables_collect(struct rl_symbols *symbols, Dwarf_Die *die);
/* Adds the objects of the ELF symbol table that the debug information does not know. */
void rl_variables_collect_elf(struct rl_symbols *symbols, Elf *elf);
/* The type behind typedefs and qualifiers; false: none, as of void. */
bool rl_type_strip(Dwarf_Die *die, Dwarf_Die *type);

#endif
