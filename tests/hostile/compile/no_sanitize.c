/* SPDX-License-Identifier: MIT */
/* Switches ThreadSanitizer off for a function. */
/* expect: rejected | by: screen | says: no_sanitize */
__attribute__((no_sanitize("thread"))) static void attack(void) {}
