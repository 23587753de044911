/* SPDX-License-Identifier: MIT */
/* Its own abort, which the scenario calls where something does not hold. */
/* expect: rejected | by: screen | says: abort */
void abort(void) { for (;;) continue; }
