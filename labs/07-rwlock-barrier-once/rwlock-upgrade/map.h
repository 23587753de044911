/* SPDX-License-Identifier: MIT */
/* The map of a hiking club: a tile is loaded when somebody looks at it for the first time, and kept. */
#ifndef MAP_H
#define MAP_H

enum { TILES = 1024 };

/* In scenario.c: fetches a tile from the server, which takes long and costs money. Never returns 0. */
int map_load(int number);

/* Shows tile `number`: calls look(number, picture), which takes its time. Any number of people look at the
 * same time; who has to wait sleeps. Each tile is loaded at most once. */
void map_look(int number, void (*look)(int number, int picture));

#endif
