/* SPDX-License-Identifier: MIT */
/* Hides from the sanitizer in one build only. */
/* expect: rejected | by: screen | says: no_sanitize */
#ifdef __OPTIMIZE__
__attribute__((no_sanitize("thread")))
#endif
static void attack(void) {}
