/* SPDX-License-Identifier: MIT */
/* Names, ranks and axes of the closed set of hazards, from hazards.def. */
#include "observer.h"

#include <string.h>

static const struct {
    const char *name;
    int rank;
    enum rl_axis axis;
    const char *words;
} hazards[] = {
#define RL_HAZARD(symbol, name, rank, axis, words) [RL_HAZARD_##symbol] = {name, rank, RL_AXIS_##axis, words},
#include "hazards.def"
};

static const char *const axes[RL_AXIS_COUNT] = {"safe", "live", "correct", "concurrent", "untampered"};

const char *rl_axis_name(enum rl_axis axis)
{
    return axes[axis];
}

const char *rl_hazard_name(enum rl_hazard hazard)
{
    return hazards[hazard].name;
}

int rl_hazard_rank(enum rl_hazard hazard)
{
    return hazards[hazard].rank;
}

enum rl_axis rl_hazard_axis(enum rl_hazard hazard)
{
    return hazards[hazard].axis;
}

const char *rl_hazard_words(enum rl_hazard hazard)
{
    return hazards[hazard].words;
}

bool rl_hazard_parse(const char *name, enum rl_hazard *out)
{
    for (size_t i = 0; i < RL_HAZARD_COUNT; i++) {
        if (strcmp(hazards[i].name, name) == 0) {
            *out = (enum rl_hazard)i;
            return true;
        }
    }
    return false;
}

const char *rl_run_status_name(enum rl_run_status status)
{
    static const char *const names[] = {"ok", "compile_error", "rejected", "limit", "unsupported", "infra"};
    return names[status];
}
