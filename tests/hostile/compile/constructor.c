/* SPDX-License-Identifier: MIT */
/* Runs before main. */
/* expect: unsupported rejected | by: screen | says: constructor */
__attribute__((constructor)) static void early(void) {}
