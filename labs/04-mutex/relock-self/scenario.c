/* SPDX-License-Identifier: MIT */
/* A day at the depot: two trucks take crates from a shelf that is empty at first, and one crate is brought
 * back. */
#include <pthread.h>
#include <stdbool.h>
#include <racelab/lab.h>

#include "depot.h"

static int rounds; /* of each truck */

static void load(void)
{
    lab_begin("load");
    lab_end("load");
}

static void *truck(void *unused)
{
    lab_meet(0);
    for (int i = 0; i < rounds; i++)
        depot_take(load);
    return unused;
}

static void *shop(void *unused)
{
    depot_put(1);
    return unused;
}

int main(void)
{
    void *(*people[])(void *) = {truck, truck, shop};
    pthread_t threads[3];

    rounds = lab_scale(1, 200);
    for (int i = 0; i < 3; i++)
        pthread_create(&threads[i], NULL, people[i], NULL);
    for (int i = 0; i < 3; i++)
        pthread_join(threads[i], NULL);
    lab_overlap("load", 2);

    /* One crate came back, and a pallet holds two: whenever it came, it saved no pallet. */
    int pallets = depot_ordered();
    bool right = pallets == rounds && depot_left() == 1;
    depot_take(load);
    right = right && depot_ordered() == rounds && depot_left() == 0;
    lab_outcome("depot=%s", right ? "right" : pallets > rounds ? "overstocked" : "wrong");
    lab_always(right, "a pallet is ordered when the shelf is empty, and every crate is accounted for");
    return 0;
}
