/* SPDX-License-Identifier: MIT */
/* A message for each of 10,000 mistakes. */
/* expect: compile_error limit | by: limits */
#define A(x) x x x x x x x x x x
#define B(x) A(A(A(A(x))))
void bomb(void) { B(no_such_name();) }
