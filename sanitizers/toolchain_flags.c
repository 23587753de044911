/* SPDX-License-Identifier: MIT */
/* The flags of every build, in one table. */
#include "toolchain.h"

/* Frames and lines must be those that the learner wrote; -O0 keeps every access and every loop. Not position
 * independent: a code address is then the same in every run. */
static const char *const common[] = {
    "-std=gnu11", "-g", "-Wall", "-Wextra", "-fno-pie", "-fno-omit-frame-pointer", "-pthread", NULL};
static const char *const common_clang[] = {"-fno-color-diagnostics", NULL};
static const char *const common_gcc[] = {"-fdiagnostics-color=never", NULL};
static const char *const link_common[] = {"-no-pie", "-pthread", NULL};

/* The lab's runtime sees main return, and threads that nobody joins. */
#define WRAPPED                                                                                              \
    "-Wl,--wrap=main,--wrap=pthread_create,--wrap=pthread_join,--wrap=pthread_detach",                       \
        "-Wl,--wrap=pthread_tryjoin_np,--wrap=pthread_timedjoin_np"

static const struct {
    const char *compile[6];
    const char *clang_only[6];
    const char *gcc_only[6];
    const char *link[6];
} builds[RL_BUILD_COUNT] = {
    [RL_BUILD_TSAN] = {.compile = {"-O0", "-fsanitize=thread"}, .link = {"-fsanitize=thread", WRAPPED}},
    [RL_BUILD_ASAN] = {.compile = {"-O0", "-fsanitize=address,undefined", "-fno-sanitize-recover=all"},
                       .link = {"-fsanitize=address,undefined", WRAPPED}},
    /* What the program does when it is built as programs are. */
    [RL_BUILD_NATIVE] = {.compile = {"-O2"}, .link = {WRAPPED}},
    /* gcc keeps variables that are declared `register` in registers, which are no part of a thread's state.
     * Bounds traps, because an access to a constant array's element may get no hook. */
    [RL_BUILD_EXPLORE] = {.compile = {"-O0", "-fsanitize=thread,bounds"},
                          .clang_only = {"-fsanitize-trap=bounds", "-mllvm",
                                         "-tsan-instrument-read-before-write=1"},
                          .gcc_only = {"-fsanitize-undefined-trap-on-error", "-Dregister="}},
};

void rl_toolchain_add_compile_flags(const struct rl_toolchain *toolchain, enum rl_build build,
                                    struct rl_list *flags)
{
    bool clang = toolchain->kind == RL_COMPILER_CLANG;
    rl_list_add_all(flags, common);
    rl_list_add_all(flags, clang ? common_clang : common_gcc);
    rl_list_add_all(flags, builds[build].compile);
    rl_list_add_all(flags, clang ? builds[build].clang_only : builds[build].gcc_only);
}

void rl_toolchain_add_link_flags(const struct rl_toolchain *toolchain, enum rl_build build,
                                 struct rl_list *flags)
{
    (void)toolchain;
    rl_list_add_all(flags, link_common);
    rl_list_add_all(flags, builds[build].link);
}
