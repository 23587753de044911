/* SPDX-License-Identifier: MIT */
/* A day in the shop: the office raises the price step by step, and two customers look at the board. */
#include <pthread.h>
#include <stdbool.h>
#include <racelab/lab.h>

#include "board.h"

static int times;
static struct price evening;

static void look(const struct price *price)
{
    lab_begin("look");
    bool whole = price->gross == price->net + price->net / 5;
    lab_end("look");
    if (!whole)
        lab_outcome("price=torn");
    lab_always(whole, "the net price and the gross price on the board belong together");
}

static void look_in_the_evening(const struct price *price)
{
    evening = *price;
}

static void *customer(void *unused)
{
    (void)unused;
    lab_meet(0);
    for (int i = 0; i < times; i++)
        board_look(look);
    return NULL;
}

static void *office(void *unused)
{
    (void)unused;
    lab_meet(0);
    for (int i = 1; i <= times; i++)
        board_set(100 * i);
    return NULL;
}

int main(void)
{
    pthread_t threads[3];
    times = lab_scale(1, 1000);
    pthread_create(&threads[0], NULL, customer, NULL);
    pthread_create(&threads[1], NULL, office, NULL);
    pthread_create(&threads[2], NULL, customer, NULL);
    for (int i = 0; i < 3; i++)
        pthread_join(threads[i], NULL);
    lab_overlap("look", 2);

    board_look(look_in_the_evening);
    lab_outcome("price=%s", evening.net == 100 * times ? "new" : "old");
    lab_always(evening.net == 100 * times, "in the evening the board shows the last price that was set");
    return 0;
}
