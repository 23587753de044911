/* SPDX-License-Identifier: MIT */
/* Has the compiler read without end. */
/* expect: rejected limit compile_error | by: screen */
#include "/dev/zero"
