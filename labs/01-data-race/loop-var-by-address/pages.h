/* SPDX-License-Identifier: MIT */
/* Prints the pages of a document side by side. */
#ifndef PAGES_H
#define PAGES_H

#define PAGES_MAX 64 /* no document is longer */

/* Calls print(page) once for each page from 0 to count - 1, each call in a thread of its own, so that the
 * pages are printed at the same time, and returns when all of them are printed. */
void pages_print(int count, void (*print)(int page));

#endif
