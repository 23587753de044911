/* SPDX-License-Identifier: MIT */
/* An array that would fill the disk with an object file. */
/* expect: limit compile_error | by: limits */
char bomb[3UL << 30] = {1};
