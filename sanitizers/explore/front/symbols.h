/* SPDX-License-Identifier: MIT */
/* From addresses of an explored executable to what a reader knows: file, line, function, and the names of
 * variables. */
#ifndef RL_EXPLORE_SYMBOLS_H
#define RL_EXPLORE_SYMBOLS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct rl_place; /* sanitizers/observer.h */
struct rl_symbols;

/* Opens an executable that was linked without -pie. NULL: *why says what is wrong (the caller frees it). */
struct rl_symbols *rl_symbols_open(const char *executable, char **why);
void rl_symbols_close(struct rl_symbols *symbols);

/* The place of a call whose return address is `pc`. Unknown fields stay NULL and 0; false if nothing is
 * known. File names are as the compiler got them, without the directory in which it was started. */
bool rl_symbols_place(struct rl_symbols *symbols, uint64_t pc, struct rl_place *place);
/* The function that begins at, or holds, `address`; NULL: unknown. Belongs to `symbols`. */
const char *rl_symbols_function(struct rl_symbols *symbols, uint64_t address);

/* "name", "name[3]" or "name.field" of the global variable at `address`, down to the part that begins there.
 * NULL: none. *size gets the size of the part, or 0. The caller frees it. */
char *rl_symbols_global(struct rl_symbols *symbols, uint64_t address, uint64_t *size);

/* Is this a file of the program itself, and no header of the system's or of racelab's? */
bool rl_symbols_is_own_file(const char *file);

#endif
