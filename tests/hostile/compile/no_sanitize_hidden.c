/* SPDX-License-Identifier: MIT */
/* The same, in lines that pretend to come from another file. */
/* expect: rejected | by: screen */
# 1 "hidden.h" 1
__attribute__((no_sanitize("thread"))) static void attack(void) {}
