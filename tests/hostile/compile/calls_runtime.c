/* SPDX-License-Identifier: MIT */
/* Calls the explorer's own functions. */
/* expect: rejected compile_error unsupported | by: screen | says: rlx_ */
void rlx_exit(int status);
static void attack(void) { rlx_exit(0); }
