/* SPDX-License-Identifier: MIT */
/* The only place that knows compilers and their flags. Compiles and links without a shell. */
#ifndef RL_TOOLCHAIN_H
#define RL_TOOLCHAIN_H

#include "text.h"

#include <stdbool.h>
#include <stddef.h>

enum rl_compiler_kind { RL_COMPILER_CLANG, RL_COMPILER_GCC };

struct rl_toolchain {
    const char *path; /* absolute */
    enum rl_compiler_kind kind;
    int major;
    const char *version; /* "clang 14.0.6" */
};

/* Every way in which an observed program is built. */
enum rl_build { RL_BUILD_TSAN, RL_BUILD_ASAN, RL_BUILD_NATIVE, RL_BUILD_EXPLORE, RL_BUILD_COUNT };

/* compiler: a name or a path; NULL: RACELAB_CC from the environment, else clang, else gcc. Found once per
 * name. NULL: none or too old; *why says what to do (the caller frees it). */
const struct rl_toolchain *rl_toolchain_find(const char *compiler, char **why);

/* The flags of a build, beyond what the caller adds. This is where README, CMake and compile_flags.txt look,
 * too. */
void rl_toolchain_add_compile_flags(const struct rl_toolchain *toolchain, enum rl_build build,
                                    struct rl_list *flags);
void rl_toolchain_add_link_flags(const struct rl_toolchain *toolchain, enum rl_build build,
                                 struct rl_list *flags);

enum rl_toolchain_status {
    RL_TOOLCHAIN_OK,
    RL_TOOLCHAIN_COMPILE_ERROR,
    RL_TOOLCHAIN_LINK_ERROR,
    RL_TOOLCHAIN_LIMIT, /* the compiler was ended: time, memory or output */
    RL_TOOLCHAIN_INTERRUPTED,
    RL_TOOLCHAIN_INFRA /* the compiler cannot be started, or broke */
};

struct rl_toolchain_command {
    const struct rl_toolchain *toolchain;
    enum rl_build build;
    const char *const *sources;       /* C files; .o and .a files are handed to the linker as they are */
    const char *const *include_dirs;  /* NULL: none */
    const char *const *cflags;        /* after the build's own; NULL: none */
    const char *const *libs;          /* at the end of the link; NULL: none */
    const char *const *extra_objects; /* linked before the sources' objects; NULL: none */
    const char *work_dir;        /* objects and the program go here, and the compiler's temporary files */
    bool (*progress)(void *ctx); /* called from the calling thread only; or NULL */
    void *ctx;
};

struct rl_toolchain_result {
    enum rl_toolchain_status status;
    char *reason;           /* not OK: one sentence that says what is wrong and what to do */
    char *diagnostics;      /* the compiler's words, without the paths of this machine; NULL: none */
    struct rl_list objects; /* in the order of the sources */
    char *program;          /* after a link; else NULL */
    double seconds;
};

/* Compiles every source to an object, several at a time. Always fills *result. */
void rl_toolchain_compile(const struct rl_toolchain_command *command, struct rl_toolchain_result *result);
/* After a compile with status OK: links result->objects. */
void rl_toolchain_link(const struct rl_toolchain_command *command, struct rl_toolchain_result *result);
void rl_toolchain_result_free(struct rl_toolchain_result *result);

/* Runs another tool of the chain ("ld", "objcopy") in work_dir. The same statuses; what it says goes to
 * diagnostics. */
void rl_toolchain_tool(const struct rl_toolchain_command *command, const char *const *argv,
                       struct rl_toolchain_result *result);

/* The name by which users know a file: a source as given if its path is relative, else its base name.
 * The answer lives as long as its arguments. */
const char *rl_toolchain_display_name(const char *const *sources, const char *path);

/* Which global symbols of the object does `matches` know? Calls it with each one until it returns true and
 * answers a copy of that name; NULL: none (or no readable object). */
char *rl_toolchain_find_symbol(const char *object, bool (*matches)(const char *name, bool defined));

#endif
