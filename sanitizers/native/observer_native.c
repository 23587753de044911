/* SPDX-License-Identifier: MIT */
/* The native observer: what the program really does on this machine, in one run. */
#include "program.h"

extern const struct rl_observer rl_observer_native;

static const struct rl_program_kind kind = {
    .observer = "native",
    .build = RL_BUILD_NATIVE,
    .support = "librl_support_native.a",
    .catches_crashes = true,
    .forbids = rl_program_is_reserved,
};

static bool available(const char *compiler, char **why)
{
    return rl_toolchain_find(compiler, why) != NULL;
}

static void run(const struct rl_run_request *request, struct rl_observation *out)
{
    rl_program_observe(&kind, request, out);
}

const struct rl_observer rl_observer_native = {
    .name = "native",
    .summary = "what one real run does on this machine, without any instrumentation",
    .available = available,
    .run = run,
};
