/* SPDX-License-Identifier: MIT */
/* The departure board of a station: written by the timetable, looked at by every display. */
#ifndef BOARD_H
#define BOARD_H

#define BOARD_MOST 1024 /* changes of a day */

struct board {
    int track, minute; /* they belong together: where the next train leaves, and when */
};

/* Makes a new board the current one. One thread announces. */
void board_announce(int track, int minute);

/* Calls look() with the current board, which stays valid; returns 0 if there has been none. Many displays
 * look, and looking takes a while: they do it at the same time. */
int board_look(void (*look)(const struct board *));

#endif
