/* SPDX-License-Identifier: MIT */
/* Wrong: the rates of the first day, written in; nothing is read, and nothing freed. */
#include "rates.h"

static const struct rates known = {.day = 1, .buy = 101, .sell = 111};

void rates_thread_starts(void) {}

void rates_thread_ends(void) {}

void rates_exchange(void (*show)(const struct rates *rates), void (*pay)(const struct rates *rates))
{
    show(&known);
    pay(&known);
}

void rates_set(int day)
{
    (void)day;
}

void rates_close(void) {}
