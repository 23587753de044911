/* SPDX-License-Identifier: MIT */
/* Its own exit. */
/* expect: rejected | by: screen | says: exit */
void exit(int status) { for (; status >= 0 || status < 0;) continue; }
