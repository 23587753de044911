/* SPDX-License-Identifier: MIT */
/* Makes the compiler's and linker's words fit to be shown. */
#define _GNU_SOURCE
#include "toolchain_words.h"
#include "resources.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int longer_first(const void *a, const void *b)
{
    size_t left = strlen(*(char *const *)a), right = strlen(*(char *const *)b);
    return left < right ? 1 : left > right ? -1 : 0;
}

/* Adds the folder, with a slash at its end, if its path is absolute. */
static void add_prefix(struct rl_list *prefixes, const char *path, size_t length)
{
    if (length > 0 && path[0] == '/')
        rl_list_addf(prefixes, "%.*s/", (int)length, path);
}

static void collect_prefixes(const struct rl_toolchain_command *command, struct rl_list *prefixes)
{
    for (size_t i = 0; command->sources && command->sources[i]; i++) {
        const char *slash = strrchr(command->sources[i], '/');
        add_prefix(prefixes, command->sources[i], slash ? (size_t)(slash - command->sources[i]) : 0);
    }
    for (size_t i = 0; command->include_dirs && command->include_dirs[i]; i++)
        add_prefix(prefixes, command->include_dirs[i], strlen(command->include_dirs[i]));
    add_prefix(prefixes, command->work_dir, strlen(command->work_dir));
    char *cwd = getcwd(NULL, 0);
    if (cwd)
        add_prefix(prefixes, cwd, strlen(cwd));
    free(cwd);
    add_prefix(prefixes, rl_resources_lib(), strlen(rl_resources_lib()));
    rl_list_add(prefixes, "/usr/bin/");
    qsort(prefixes->items, prefixes->length, sizeof *prefixes->items, longer_first);
}

static const char *skip_prefix(const char *at, const struct rl_list *prefixes)
{
    for (size_t i = 0; i < prefixes->length; i++) {
        size_t length = strlen(prefixes->items[i]);
        if (strncmp(at, prefixes->items[i], length) == 0)
            return at + length;
    }
    return at;
}

/* The linker's "+0x90f" after the name of a section: where code lies differs between compilers. */
static const char *skip_offset(const char *at)
{
    if (strncmp(at, "+0x", 3) != 0)
        return at;
    const char *end = at + 3 + strspn(at + 3, "0123456789abcdef");
    return *end == ')' ? end : at;
}

char *rl_words_without_paths(const char *words, const struct rl_toolchain_command *command)
{
    struct rl_list prefixes = RL_LIST_INIT;
    collect_prefixes(command, &prefixes);
    struct rl_text clean = RL_TEXT_INIT;
    for (const char *at = words; *at;) {
        const char *next = *at == '/' ? skip_prefix(at, &prefixes) : skip_offset(at);
        if (next == at)
            rl_text_add_bytes(&clean, next++, 1);
        at = next;
    }
    rl_list_free(&prefixes);
    return rl_text_take(&clean);
}

/* What stands between the quotes after `intro`; NULL: it is not there. */
static char *quoted_after(const char *words, const char *intro)
{
    const char *found = strstr(words, intro);
    if (!found)
        return NULL;
    const char *begin = found + strlen(intro);
    begin += strspn(begin, " `':");
    size_t length = strcspn(begin, "'\n ");
    return length ? rl_text_format("%.*s", (int)length, begin) : NULL;
}

char *rl_words_of_link_error(const char *words)
{
    char *twice = quoted_after(words, "multiple definition of");
    char *name = quoted_after(words, "undefined reference to");
    if (!name)
        name = quoted_after(words, "undefined symbol");
    char *library = quoted_after(words, "cannot find");
    char *reason;
    if (twice)
        reason = rl_text_format("%s is defined twice", twice);
    else if (name && strcmp(name, "main") == 0)
        reason = rl_text_copy("the program has no function main");
    else if (name)
        reason = rl_text_format(
            "the program calls %s, but nothing defines it: write that function, or name the library "
            "that has it",
            name);
    else if (library)
        reason = rl_text_format("the linker does not find the library %s: install it, or correct its name",
                                library);
    else
        reason = rl_text_copy("the program does not link");
    free(twice);
    free(library);
    free(name);
    return reason;
}

const char *rl_words_blame_machine(const char *words)
{
    static const struct {
        const char *sign, *what;
    } blames[] = {
        {"No space left on device",
         "the disk is full; make room, or set TMPDIR to a directory that has some"},
        {"Disk quota exceeded",
         "the disk quota is used up; make room, or set TMPDIR to a directory that has some"},
        {"Fatal error: can't create ", "its folder cannot be written to; set TMPDIR to one that can"},
        {"error: unable to open output file", "its folder cannot be written to; set TMPDIR to one that can"},
        {"internal compiler error", "it broke down; try another compiler"},
        {"PLEASE submit a bug report", "it broke down; try another compiler"},
        {"error: unable to execute command", "it broke down; try another compiler"},
        {"Cannot allocate memory", "the machine has no memory left"},
    };
    for (size_t i = 0; words && i < sizeof blames / sizeof *blames; i++) {
        if (strstr(words, blames[i].sign))
            return blames[i].what;
    }
    return NULL;
}
