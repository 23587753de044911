/* SPDX-License-Identifier: MIT */
/* The same in gcc's words. */
/* expect: rejected | by: screen | says: no_sanitize */
__attribute__((no_sanitize_thread)) static void attack(void) {}
