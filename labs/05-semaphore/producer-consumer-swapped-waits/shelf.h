/* SPDX-License-Identifier: MIT */
/* A bakery's shelf between the oven and the shop. */
#ifndef SHELF_H
#define SHELF_H

#define SHELF_PLACES 1

/* A baker waits, asleep, until the shelf has a free place, and puts the loaf there. */
void shelf_put(int loaf);

/* A seller waits, asleep, until there is a loaf, takes the oldest one and calls sell(loaf), which takes a
 * while; others use the shelf meanwhile. Any number of bakers and sellers may come at any time. */
void shelf_take(void (*sell)(int loaf));

#endif
