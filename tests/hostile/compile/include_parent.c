/* SPDX-License-Identifier: MIT */
/* Reads the memory map of the process that started the compiler. */
/* expect: rejected compile_error | by: files */
#include "/proc/1/maps"
