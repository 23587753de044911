/* SPDX-License-Identifier: MIT */
/* Brackets that nest deeper than a compiler's stack. */
/* expect: compile_error limit | by: compiler */
#define A(x) ((((((((((x))))))))))
#define B(x) A(A(A(A(A(A(A(A(A(x)))))))))
int bomb(void) { return B(B(B(B(B(B(1)))))); }
