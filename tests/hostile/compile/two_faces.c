/* SPDX-License-Identifier: MIT */
/* Is one program for the screen, and another one for the observers, who see the scenario. */
/* expect: rejected | by: screen */
#if !__has_\
include("scenario.c")
#error not alone
#endif
