/* SPDX-License-Identifier: MIT */
/* The same, with a comment in the directive, and the line broken in two. */
/* expect: rejected | by: screen */
%: /* */ li\
ne 1 "scenario.c"
__attribute__((no_sanitize("thread"))) static void attack(void) {}
