/* SPDX-License-Identifier: MIT */
/* A macro that becomes 4 billion words. */
/* expect: limit | by: limits */
#define A(x) x x x x x x x x x x x x x x x x
#define B(x) A(A(A(A(A(A(A(x)))))))
int bomb(void) { return 0 B(+ 0); }
