/* SPDX-License-Identifier: MIT */
/* Runs before main, by way of the section that lists what does. */
/* expect: unsupported rejected | by: screen | says: section */
static void early(void) {}
__attribute__((section(".init_array"), used)) static void (*entry)(void) = early;
