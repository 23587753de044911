/* SPDX-License-Identifier: MIT */
/* The lending desks of a library, and the one book that everybody wants. */
#ifndef LIBRARY_H
#define LIBRARY_H

#include <stdbool.h>

/* How many copies there are. Called once, before any desk opens. */
void library_open(int copies);

/* From now on `reader` (0 to 31) owes a fine. Any thread may call it at any time. */
void library_fine(int reader);

/* Lends a copy, if the reader owes nothing and there is one on the shelf: takes it from the shelf, calls
 * stamp(), which takes a while, and returns true. Else it returns false, at once, and nothing has changed.
 * Any thread may call it at any time; desks stamp at the same time, and no desk waits for what another one
 * has to tell its reader. */
bool library_lend(int reader, void (*stamp)(void));

/* How many copies are on the shelf. Any thread may call it at any time. */
int library_on_shelf(void);

#endif
