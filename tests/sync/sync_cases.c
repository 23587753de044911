/* SPDX-License-Identifier: MIT */
/* Every primitive under its oracles. */
#include "shim/rl_test.h"

#include "checks.h"

static void holds(const void *param)
{
    const struct check *check = check_find(param);
    RL_ASSERT_NOT_NULL(check);
    const char *wrong = check->run(param);
    if (wrong)
        RL_FAIL("%s", wrong);
}

#define HOLDS(primitive) RL_CASE_P(holds, primitive, primitive)
static const struct rl_case cases[] = {
    HOLDS("tas"),    HOLDS("ttas"),      HOLDS("ticket"),    HOLDS("mcs"),     HOLDS("clh"),
    HOLDS("mutex"),  HOLDS("fair"),      HOLDS("semaphore"), HOLDS("condvar"), HOLDS("rdpref"),
    HOLDS("wrpref"), HOLDS("phasefair"), HOLDS("seqlock"),   HOLDS("barrier"), HOLDS("once"),
    HOLDS("latch"),  HOLDS("spsc"),      HOLDS("mpmc"),      HOLDS("stack"),   HOLDS("hazard"),
    HOLDS("epoch"),  HOLDS("rcuqs"),     HOLDS("rcumb"),

    RL_CASE_END};
RL_SUITE(sync, cases);
