/* SPDX-License-Identifier: MIT */
/* Wrong: the board is painted with the price that the smallest check ends with. */
#include "board.h"

static const struct price painted = {.net = 100, .gross = 120};

void board_look(void (*look)(const struct price *price))
{
    look(&painted);
}

void board_set(int net)
{
    (void)net;
}
