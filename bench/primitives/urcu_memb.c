/* SPDX-License-Identifier: MIT */
/* liburcu, flavour memb. */

#define URCU_LOOP    bench_urcu_memb_loop
#define URCU_BETWEEN (void)0
#include "urcu_section.h"
