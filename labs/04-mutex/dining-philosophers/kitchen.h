/* SPDX-License-Identifier: MIT */
/* A round table in a kitchen: a cook at each side, a knife between each two. */
#ifndef KITCHEN_H
#define KITCHEN_H

enum { KITCHEN_COOKS = 4 };

/* Carves one roast into `slices`, which takes both of the cook's knives: number `cook` at his left, the next
 * number at his right (the last cook's right knife is number 0). carve(cook, slices) is called when he has
 * them; until it returns neither neighbour carves. Cooks who are no neighbours carve at the same time. Each
 * of the KITCHEN_COOKS cooks is a thread of its own, and every roast is carved. */
void kitchen_carve(int cook, int slices, void (*carve)(int cook, int slices));

/* How many slices there are. Called when nobody carves. */
long kitchen_slices(void);

#endif
