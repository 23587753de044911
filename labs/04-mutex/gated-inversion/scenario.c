/* SPDX-License-Identifier: MIT */
/* A shift at the warehouse: two people move pallets, back and forth, and two pick. */
#include <pthread.h>
#include <stdbool.h>
#include <racelab/lab.h>

#include "store.h"

static int many;

static void pick(void)
{
    lab_begin("pick");
    lab_end("pick");
}

static void *forth(void *unused)
{
    store_move(0, 1, many);
    return unused;
}

static void *back(void *unused)
{
    store_move(1, 0, 1);
    return unused;
}

static void *pick_first(void *unused)
{
    store_pick(0, pick);
    return unused;
}

static void *pick_second(void *unused)
{
    store_pick(1, pick);
    return unused;
}

int main(void)
{
    void *(*people[])(void *) = {forth, back, pick_first, pick_second};
    pthread_t threads[4];
    many = lab_scale(3, 30);
    for (int i = 0; i < 4; i++)
        pthread_create(&threads[i], NULL, people[i], NULL);
    for (int i = 0; i < 4; i++)
        pthread_join(threads[i], NULL);
    lab_overlap("pick", 2);

    bool right = store_count(0) == STORE_PALLETS - many && store_count(1) == STORE_PALLETS + many - 2 &&
                 store_count(2) == STORE_PALLETS;
    lab_outcome("pallets=%s", right ? "right" : "wrong");
    lab_always(right, "every move and every pick is carried out, once");
    return 0;
}
