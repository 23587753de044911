/* SPDX-License-Identifier: MIT */
/* The evening of the concert: two box offices with a queue each, and one buyer more than tickets. */
#include <pthread.h>
#include <racelab/lab.h>

#include "tickets.h"

static int customers; /* at each box office */
static int printed;   /* relaxed atomic: it orders nothing, so it hides no race */

static void print(void)
{
    lab_begin("print");
    lab_end("print");
    __atomic_fetch_add(&printed, 1, __ATOMIC_RELAXED);
}

static void *box_office(void *unused)
{
    (void)unused;
    lab_meet(0);
    for (int i = 0; i < customers; i++)
        tickets_sell(print);
    return NULL;
}

int main(void)
{
    pthread_t left, right;
    customers = lab_scale(2, 5000);
    int stock = 2 * customers - 1;
    tickets_open(stock);
    pthread_create(&left, NULL, box_office, NULL);
    pthread_create(&right, NULL, box_office, NULL);
    pthread_join(left, NULL);
    pthread_join(right, NULL);
    lab_overlap("print", 2);

    lab_outcome("tickets=%s", printed == stock ? "sold out" : printed > stock ? "oversold" : "left over");
    lab_always(printed == stock, "as many tickets are printed as there are seats");
    return 0;
}
