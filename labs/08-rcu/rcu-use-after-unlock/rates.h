/* SPDX-License-Identifier: MIT */
/* The rates of an exchange office: every customer sees them, and now and then they are set anew. */
#ifndef RATES_H
#define RATES_H

struct rates {
    int day;
    int buy, sell; /* sell is buy and ten, on every day */
};

/* Every thread calls these two, before and after it uses what follows: RCU must know who may be reading. */
void rates_thread_starts(void);
void rates_thread_ends(void);

/* One exchange: calls show(rates) with the rates of the moment, and pay(rates), after a while, with the same
 * ones, whatever happened in between. Until pay() returns they stay as they are, and stay allocated.
 * Customers are served at the same time, also while the rates are set anew. */
void rates_exchange(void (*show)(const struct rates *rates), void (*pay)(const struct rates *rates));

/* Makes the rates of `day` the ones that later customers see: buy at 100 and the day. What nobody uses any
 * more is freed. One thread sets them. */
void rates_set(int day);

/* Frees the last rates, when every other thread has been joined. */
void rates_close(void);

#endif
