/* SPDX-License-Identifier: MIT */
/* A warehouse: pallets stand in aisles, are moved between them, and are picked by hand. */
#ifndef STORE_H
#define STORE_H

#define STORE_AISLES  3
#define STORE_PALLETS 100 /* in each aisle, to begin with */

/* Moves pallets from one aisle to another; both are closed to everybody else until they have arrived. Any
 * thread may call it at any time, and every move is carried out. from != to. */
void store_move(int from, int to, int pallets);

/* Takes a pallet from the aisle and calls pick(), which takes a while; the aisle is closed to everybody else
 * until then. Aisles are picked at the same time. Every pick is carried out. */
void store_pick(int aisle, void (*pick)(void));

/* Pallets in the aisle. Called when nobody moves or picks. */
int store_count(int aisle);

#endif
