/* SPDX-License-Identifier: MIT */
/* A function without a frame. */
/* expect: unsupported compile_error | by: screen | says: naked */
__attribute__((naked)) void bare(void) {}
