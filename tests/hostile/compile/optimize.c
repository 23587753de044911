/* SPDX-License-Identifier: MIT */
/* Other optimisation for one function. */
/* expect: rejected | by: screen | says: optimize */
__attribute__((optimize("O3"))) static void attack(void) {}
