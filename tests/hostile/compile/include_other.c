/* SPDX-License-Identifier: MIT */
/* Reads what another learner handed in. */
/* expect: compile_error rejected | by: files */
#include "@OTHER@"
