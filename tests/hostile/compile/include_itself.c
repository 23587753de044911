/* SPDX-License-Identifier: MIT */
/* Includes itself for ever. */
/* expect: compile_error rejected | by: compiler */
#include __FILE__
