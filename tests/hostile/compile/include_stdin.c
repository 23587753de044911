/* SPDX-License-Identifier: MIT */
/* Has the compiler wait for the instructor to type. */
/* expect: rejected | by: screen | says: include */
#include "/dev/stdin"
