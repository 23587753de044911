/* SPDX-License-Identifier: MIT */
/* The same, in pieces. */
/* expect: rejected | by: screen | says: no_sanitize */
#define PASTE(a, b) a##b
__attribute__((PASTE(no_, sanitize)("thread"))) static void attack(void) {}
