/* SPDX-License-Identifier: MIT */
/* Testifies in the scenario's place. */
/* expect: rejected | by: screen | says: lab */
#include <racelab/lab.h>
static void attack(void) { lab_outcome("total=right"); }
