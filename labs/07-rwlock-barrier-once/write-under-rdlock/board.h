/* SPDX-License-Identifier: MIT */
/* A shop's price board: customers look at it all the time, the office changes it now and then. */
#ifndef BOARD_H
#define BOARD_H

struct price {
    int net;
    int gross; /* net and a fifth of it for the tax: the two always belong together */
};

/* Shows the price to a customer: calls look(price), which takes its time, and during which that price does
 * not change. Any number of customers look at the same time. */
void board_look(void (*look)(const struct price *price));

/* The office sets a new price; every board_look that starts later shows it. One thread sets prices. */
void board_set(int net);

#endif
