/* SPDX-License-Identifier: MIT */
/* What the front-end asks, read from the environment: PROTOCOL.md has the table. */
#include <stdlib.h>
#include <string.h>
#include "internal.h"

static uint64_t number(const char *name, uint64_t otherwise)
{
    const char *text = getenv(name);
    if (!text || !*text)
        return otherwise;
    char *end;
    uint64_t value = strtoull(text, &end, 10);
    if (*end)
        rlx_die(name, "give a decimal number");
    return value;
}

static void read_strategy(struct rlx_config *config)
{
    const char *name = getenv("RLX_STRATEGY");
    config->automatic = !name || !*name || !strcmp(name, "auto");
    config->strategy = RLX_DPOR;
    if (config->automatic || !strcmp(name, "dpor"))
        return;
    if (!strcmp(name, "dfs"))
        config->strategy = RLX_DFS;
    else if (!strcmp(name, "random"))
        config->strategy = RLX_RANDOM;
    else if (!strcmp(name, "pos"))
        config->strategy = RLX_POS;
    else if (!strcmp(name, "pct"))
        config->strategy = RLX_PCT;
    else
        rlx_die("RLX_STRATEGY is not a strategy", "use auto, dpor, dfs, random, pos or pct");
}

void rlx_config_read(void)
{
    struct rlx_config *config = &RLX->config;
    config->evidence = (int)number("RACELAB_EVIDENCE_FD", 1);
    read_strategy(config);
    config->all_accesses = number("RLX_ALL_ACCESSES", 0) != 0;
    config->budget = number("RLX_BUDGET", 400000);
    config->max_steps = (uint32_t)number("RLX_MAX_STEPS", 20000);
    if (config->max_steps > 400000)
        config->max_steps = 400000;
    config->seed = number("RLX_SEED", 1);
    const char *scale = getenv("RLX_SCALE");
    config->large = scale && !strcmp(scale, "large");
    config->scale_step = (int)number("RLX_SCALE_STEP", 0);
    config->lab = number("RLX_LAB", 0) != 0;
    config->waits_blocking = number("RLX_WAITS_BLOCKING", 0) != 0;
    config->trace = number("RLX_TRACE", 0) != 0;
    config->hashes = number("RLX_HASHES", 0) != 0;
    config->output_cap = number("RLX_OUTPUT_CAP", 65536);
    config->spurious = (int)number("RLX_SPURIOUS", 1);
    config->any_waiter = (int)number("RLX_ANY_WAITER", 1);
    config->weak_failures = (int)number("RLX_WEAK_FAILURES", 1);
    config->weak_limit = (int)number("RLX_TIMEOUTS", 2);
    RLX->event_room = config->max_steps + RLX_MAX_THREADS * 2;
    RLX->all_accesses = (uint8_t)config->all_accesses;
    config->replay = getenv("RLX_REPLAY");
    if (config->replay && *config->replay) {
        config->strategy = RLX_REPLAY;
        config->automatic = 0;
        if (!rlx_schedule_parse(config->replay))
            rlx_die("the schedule is malformed", "copy the whole string that racelab printed");
    }
    if (config->strategy != RLX_REPLAY)
        config->trace = 0;
}
