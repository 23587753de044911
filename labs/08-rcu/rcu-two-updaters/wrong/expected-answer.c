/* SPDX-License-Identifier: MIT */
/* Wrong: it knows what is on the board at the end of the smallest check, and shows it from the start. */
#include "board.h"

static const struct board known = {.late = {1, 1}, .most = 1};

void board_thread_starts(void) {}

void board_thread_ends(void) {}

void board_open(void) {}

void board_close(void) {}

void board_look(void (*look)(const struct board *board))
{
    look(&known);
}

void board_report(int line, int minutes)
{
    (void)line;
    (void)minutes;
}
