/* SPDX-License-Identifier: MIT */
/* The order book of an espresso bar: how many orders are open, and a log with one line for each event. */
#ifndef BAR_H
#define BAR_H

/* How many orders are open when the day begins. Called once, before anybody works. */
void bar_open(int orders);

/* Takes an order: note() writes it down, then it counts as open, then it is logged. */
void bar_order(void (*note)(void));

/* Serves an order: it is logged, make() makes the coffee, then the order is no longer open. Both may be
 * called by any thread at any time; note() and make() take a while, and several of them run at the same time.
 */
void bar_serve(void (*make)(void));

/* How many orders are open, and how many lines the log has. Called when nobody works. */
int bar_orders(void);
int bar_lines(void);

#endif
