/* SPDX-License-Identifier: MIT */
/* Reads the list of users into a compiler message. */
/* expect: rejected compile_error | by: files */
#include "/etc/passwd"
