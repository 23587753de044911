/* SPDX-License-Identifier: MIT */
/* Reads racelab's environment. */
/* expect: rejected compile_error | by: files */
#include "/proc/self/environ"
