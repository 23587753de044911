/* SPDX-License-Identifier: MIT */
/* Includes the scenario, to get at what is static there. */
/* expect: compile_error rejected | by: files */
#include "scenario.c"
