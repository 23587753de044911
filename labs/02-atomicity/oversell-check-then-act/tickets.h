/* SPDX-License-Identifier: MIT */
/* The tickets of one concert, sold at several box offices at the same time. */
#ifndef TICKETS_H
#define TICKETS_H

#include <stdbool.h>

/* How many there are to sell. Called once, before any box office opens. */
void tickets_open(int stock);

/* Sells one ticket if there is one left: calls print(), which prints it and takes a while, and returns true.
 * When none is left it returns false, at once. Box offices print at the same time, and every ticket finds its
 * buyer. */
bool tickets_sell(void (*print)(void));

#endif
