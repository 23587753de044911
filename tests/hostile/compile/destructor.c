/* SPDX-License-Identifier: MIT */
/* Runs after main. */
/* expect: unsupported rejected | by: screen | says: destructor */
__attribute__((destructor)) static void late(void) {}
