/* SPDX-License-Identifier: MIT */
/* The same, in lines that call themselves the scenario's. */
/* expect: rejected | by: screen */
#line 1 "scenario.c"
__attribute__((no_sanitize("thread"))) static void attack(void) {}
