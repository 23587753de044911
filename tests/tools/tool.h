/* SPDX-License-Identifier: MIT */
/* Runs a tool through the shell and keeps what it says. */
#ifndef RL_TESTS_TOOL_H
#define RL_TESTS_TOOL_H

enum { TOOL_OUTPUT_BYTES = 16384 };

/* The command's exit status, -1 if it could not run; what it wrote to stdout and stderr, cut off if it is too
 * long. */
int tool_run(char output[TOOL_OUTPUT_BYTES], const char *format, ...) __attribute__((format(printf, 2, 3)));

#endif
