/* SPDX-License-Identifier: MIT */
/* Its own beginning of the program. */
/* expect: rejected compile_error | by: screen | says: _start */
void _start(void) {}
