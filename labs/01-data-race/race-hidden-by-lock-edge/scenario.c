/* SPDX-License-Identifier: MIT */
/* A usual day: the cashier takes the orders, and the barista, who comes late, serves half of them. */
#include <pthread.h>
#include <stdbool.h>
#include <racelab/lab.h>

#include "bar.h"

static int orders;

static void work(void)
{
    lab_begin("work");
    lab_end("work");
}

static void *cashier(void *unused)
{
    for (int i = 0; i < orders; i++)
        bar_order(work);
    lab_meet(0);
    return unused;
}

static void *barista(void *unused)
{
    lab_meet(0); /* it waits a while, not for ever, and orders nothing: on a bad day she is early */
    for (int i = 0; i < (orders + 1) / 2; i++)
        bar_serve(work);
    return unused;
}

int main(void)
{
    pthread_t front, back;

    orders = lab_scale(1, 2000);
    bar_open(3);
    pthread_create(&front, NULL, cashier, NULL);
    pthread_create(&back, NULL, barista, NULL);
    pthread_join(front, NULL);
    pthread_join(back, NULL);
    lab_overlap("work", 2);

    int served = (orders + 1) / 2, left = 3 + orders - served;
    bool right = bar_orders() == left && bar_lines() == orders + served;
    bar_serve(work);
    right = right && bar_orders() == left - 1 && bar_lines() == orders + served + 1;
    lab_outcome("orders=%s", right ? "right" : "wrong");
    lab_always(right, "an order is open until it is served, and each event has its line in the log");
    return 0;
}
