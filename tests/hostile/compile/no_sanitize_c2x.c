/* SPDX-License-Identifier: MIT */
/* The same as a C2x attribute. */
/* expect: rejected compile_error | by: screen */
[[gnu::no_sanitize("thread")]] static void attack(void) {}
