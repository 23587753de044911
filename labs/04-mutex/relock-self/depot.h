/* SPDX-License-Identifier: MIT */
/* The depot of a drinks market: crates, which several trucks take and the shop brings back. */
#ifndef DEPOT_H
#define DEPOT_H

enum { DEPOT_BATCH = 2 }; /* crates on one pallet from the brewery */

/* Puts crates on the shelf. Any thread may call it at any time. */
void depot_put(int crates);

/* Takes one crate from the shelf and has it loaded: load() is called when the crate is taken, and it takes a
 * while; trucks are loaded at the same time. If the shelf is empty one pallet is ordered first, and only
 * then: while there is a crate left nobody orders. Any thread may call it at any time. */
void depot_take(void (*load)(void));

/* What is on the shelf, and how many pallets were ordered. Any thread may call them at any time. */
int depot_left(void);
int depot_ordered(void);

#endif
