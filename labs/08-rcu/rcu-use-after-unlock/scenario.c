/* SPDX-License-Identifier: MIT */
/* An office at work: two counters, one with a customer who thinks, while the rates are set anew. */
#include <pthread.h>
#include <racelab/lab.h>
#include "rates.h"

static int days;
static _Thread_local int thinks, shown; /* the day whose rates this customer was shown */

static void show(const struct rates *rates)
{
    lab_begin("show");
    shown = rates->day;
    lab_end("show");
    if (thinks) {
        lab_meet(0); /* the rates are set anew … */
        lab_meet(1); /* … and that is over, unless it waits for us */
    }
}

static void pay(const struct rates *rates)
{
    lab_begin("pay");
    lab_always(rates->buy == 100 + shown && rates->sell == 110 + shown, "a customer pays what he was shown");
    lab_end("pay");
}

static void *counter(void *slow)
{
    rates_thread_starts();
    thinks = slow != NULL;
    for (int i = 0; i < (thinks ? 1 : days); i++)
        rates_exchange(show, pay);
    rates_thread_ends();
    return NULL;
}

int main(void)
{
    pthread_t left, right;
    days = lab_scale(1, 100);
    rates_thread_starts();
    rates_set(0);
    pthread_create(&left, NULL, counter, NULL);
    pthread_create(&right, NULL, counter, "with a customer who thinks");
    lab_meet(0);
    for (int day = 1; day <= days; day++)
        rates_set(day);
    lab_meet(1);
    pthread_join(left, NULL);
    pthread_join(right, NULL);
    lab_overlap("show", 2);
    lab_overlap("pay", 2);
    rates_exchange(show, pay);
    rates_close();
    rates_thread_ends();
    lab_outcome("rates=%s", shown == days ? "new" : "old");
    lab_always(shown == days, "the rates that were set last are in force");
    return 0;
}
