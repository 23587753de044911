/* SPDX-License-Identifier: MIT */
/* A table that the shim must refuse: it is empty, so that nothing would be tested and all would seem well. */
#include "shim/rl_test.h"

static const struct rl_case cases[] = {RL_CASE_END};
RL_SUITE(empty, cases);
