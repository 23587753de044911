/* SPDX-License-Identifier: MIT */
/* liburcu, flavour qsbr. */
#define RL_RCU_QSBR
#define URCU_LOOP    bench_urcu_qsbr_loop
#define URCU_BETWEEN rcu_quiescent_state()
#include "urcu_section.h"
