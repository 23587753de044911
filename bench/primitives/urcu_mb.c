/* SPDX-License-Identifier: MIT */
/* liburcu, flavour mb. */
#define RL_RCU_MB
#define URCU_LOOP    bench_urcu_mb_loop
#define URCU_BETWEEN (void)0
#include "urcu_section.h"
