/* SPDX-License-Identifier: MIT */
/* Hides an access in assembly. */
/* expect: unsupported | by: screen | says: asm */
static void attack(void) { __asm__ volatile("" ::: "memory"); }
