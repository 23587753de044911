/* SPDX-License-Identifier: MIT */
/* Starts an explored program: what the runtime is asked stands in its environment (PROTOCOL.md). */
#include "explorer.h"

enum { DEFAULT_CPU_MS = 900000, DEFAULT_WALL_MS = 1200000, EVIDENCE_CAP = 512 << 20 };
static const size_t MEMORY_BOXED = (size_t)3 << 30;

static void add_environment(const struct rl_explorer *explorer, const char *replay, struct rl_list *env)
{
    const struct rl_run_request *request = explorer->request;
    rl_list_addf(env, "RLX_STRATEGY=%s", request->strategy ? request->strategy : "auto");
    rl_list_addf(env, "RLX_ALL_ACCESSES=%d", request->all_accesses);
    if (request->budget)
        rl_list_addf(env, "RLX_BUDGET=%lu", request->budget);
    if (request->max_steps)
        rl_list_addf(env, "RLX_MAX_STEPS=%lu", request->max_steps);
    rl_list_addf(env, "RLX_SEED=%llu", (unsigned long long)request->seed);
    rl_list_addf(env, "RLX_SCALE=%s", request->scale == RL_SCALE_LARGE ? "large" : "small");
    rl_list_addf(env, "RLX_SCALE_STEP=%d", request->scale_step);
    rl_list_addf(env, "RLX_LAB=%d", request->is_lab);
    rl_list_addf(env, "RLX_WAITS_BLOCKING=%d", request->waits_blocking);
    if (request->output_cap)
        rl_list_addf(env, "RLX_OUTPUT_CAP=%zu", request->output_cap);
    if (replay)
        rl_list_addf(env, "RLX_REPLAY=%s", replay);
}

void rl_explorer_run(struct rl_explorer *explorer, const char *replay, const char *const *extra,
                     const char *cwd, struct rl_process_result *result)
{
    struct rl_list argv = RL_LIST_INIT;
    struct rl_list env = RL_LIST_INIT;
    rl_list_add(&argv, explorer->build.program);
    rl_list_add_all(&argv, explorer->request->args);
    add_environment(explorer, replay, &env);
    rl_list_add_all(&env, extra);
    const struct rl_sandbox_box box = {.folder = explorer->request->work_dir};
    const struct rl_process_request request = {
        .argv = (const char *const *)argv.items,
        .env = (const char *const *)env.items,
        .box = &box,
        .cwd = cwd,
        .cpu_ms = explorer->request->cpu_ms ? explorer->request->cpu_ms : DEFAULT_CPU_MS,
        .wall_ms = explorer->request->wall_ms ? explorer->request->wall_ms : DEFAULT_WALL_MS,
        .evidence_cap = EVIDENCE_CAP,
        .memory_limit = rl_sandbox_used() ? MEMORY_BOXED : 0,
        .on_evidence = rl_explorer_take_line,
        .ctx = explorer,
    };
    rl_process_run(&request, result);
    rl_list_free(&env);
    rl_list_free(&argv);
}
