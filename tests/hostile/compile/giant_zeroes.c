/* SPDX-License-Identifier: MIT */
/* An array larger than the machine. */
/* expect: compile_error rejected unsupported limit | by: linker */
char bomb[1UL << 46];
