/* SPDX-License-Identifier: MIT */
/* 300,000 brackets, each in another one: deeper than a compiler's stack. */
/* expect: compile_error limit | by: compiler */
int bomb(void) { return @OPEN@1@CLOSE@; }
