/* SPDX-License-Identifier: MIT */
/* Small programs as texts, built and explored for a test case. */
#ifndef RL_FRONT_PROGRAMS_H
#define RL_FRONT_PROGRAMS_H

#include "sanitizers/observer.h"

struct program {
    const char *text;
    const char *replay; /* or NULL */
    const char *cflag;  /* or NULL */
    const char *compiler;
    const char *strategy; /* or NULL */
    unsigned long budget;
    bool is_lab;
    void (*on_step)(void *ctx, const char *json);
    void *ctx;
};

/* Explores it as `program.c`; rl_observation_free the answer. */
void explore_program(const struct program *program, struct rl_observation *out);
/* How many findings of the hazard there are. */
int count_hazard(const struct rl_observation *observation, enum rl_hazard hazard);

/* Two threads run `first` and `second`; `globals` stands before them. The answer is static. */
const char *two_threads(const char *globals, const char *first, const char *second);

#endif
