/* SPDX-License-Identifier: MIT */
/* Its own main. */
/* expect: rejected compile_error | by: screen | says: main */
int main(void) { return 0; }
