/* SPDX-License-Identifier: MIT */
/* A table that the shim must refuse: one case stands in it twice. */
#include "shim/rl_test.h"

static void passes(void) {}

static const struct rl_case cases[] = {RL_CASE(passes), RL_CASE(passes), RL_CASE_END};
RL_SUITE(twice, cases);
