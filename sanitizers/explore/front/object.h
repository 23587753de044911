/* SPDX-License-Identifier: MIT */
/* A relocatable object as the explorer's front-end needs it: symbols, places of their uses, a hash of its
 * code. */
#ifndef RL_EXPLORE_OBJECT_H
#define RL_EXPLORE_OBJECT_H

#include <gelf.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct rl_place;

struct rl_object {
    int fd;
    Elf *elf;
    const char *path;
    Elf_Scn *symbols; /* its .symtab */
    size_t strings;   /* index of the names' section */
    size_t symbols_len;
};

bool rl_object_open(struct rl_object *object, const char *path, char **why);
void rl_object_close(struct rl_object *object);

/* Symbol `index` and its name; false: there is none. */
bool rl_object_symbol(const struct rl_object *object, size_t index, GElf_Sym *symbol, const char **name);
/* Where the code first uses symbol `index`. False: not known. The caller frees the place's strings. */
bool rl_object_first_use(const struct rl_object *object, size_t index, struct rl_place *place);
/* The place of the code at `offset` of section `section`. */
bool rl_object_place(const struct rl_object *object, size_t section, uint64_t offset, struct rl_place *place);
bool rl_object_is_relocatable(const struct rl_object *object);
bool rl_object_imports(const struct rl_object *object, const char *name);

/* What section `index` is to the program while it runs. END: there is no such section. */
enum rl_object_data { RL_OBJECT_END, RL_OBJECT_OTHER, RL_OBJECT_DATA, RL_OBJECT_BSS };
enum rl_object_data rl_object_writable(const struct rl_object *object, size_t index, const char **name);

/* A function other than the sanitizer's that runs before or after main; NULL: none. Belongs to the object. */
const char *rl_object_constructor(const struct rl_object *object);
/* A hash of the code and the initialised data; what strings stand in it (and so file names) does not count.
 */
uint64_t rl_object_hash(const struct rl_object *object);

#endif
