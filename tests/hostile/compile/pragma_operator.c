/* SPDX-License-Identifier: MIT */
/* A pragma by operator. */
/* expect: rejected | by: screen | says: pragma */
_Pragma("GCC optimize(3)")
