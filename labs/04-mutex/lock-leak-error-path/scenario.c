/* SPDX-License-Identifier: MIT */
/* A day at the library: two desks, one copy less than readers who want it, and Ann, who owes a fine. */
#include <pthread.h>
#include <racelab/lab.h>
#include "library.h"

enum { ANN, BEN, CLEO, DORA };
static int rounds, to_ann, talking; /* talking: relaxed atomic, so that it orders nothing */
static _Thread_local int stamped;   /* at this desk */

static void stamp(void)
{
    lab_begin("stamp");
    stamped++;
    lab_end("stamp");
}

static bool serve(int reader)
{
    int before = stamped, talks = __atomic_load_n(&talking, __ATOMIC_RELAXED);
    bool lent = library_lend(reader, stamp);
    talks &= __atomic_load_n(&talking, __ATOMIC_RELAXED);
    lab_sometimes(lent && talks, "one desk lends while the other one tells its reader why not");
    lab_always(lent == stamped - before, "a copy that is lent is stamped, and no other one");
    return lent;
}

static void *desk(void *back)
{
    if (back)
        lab_meet(0);
    for (int i = 0; i < (back ? rounds + 1 : rounds); i++)
        serve(back ? CLEO : BEN);
    if (!back) {
        to_ann = serve(ANN);
        __atomic_store_n(&talking, 1, __ATOMIC_RELAXED); /* she is told why … */
        lab_meet(0);
        __atomic_store_n(&talking, 0, __ATOMIC_RELAXED); /* … and goes */
    }
    return (void *)(long)stamped;
}

int main(void)
{
    pthread_t front, back;
    void *at_front, *at_back;
    rounds = lab_scale(1, 200);
    library_open(2 * rounds);
    library_fine(ANN);
    pthread_create(&front, NULL, desk, NULL);
    pthread_create(&back, NULL, desk, "back");
    library_fine(DORA);
    pthread_join(front, &at_front);
    pthread_join(back, &at_back);
    lab_overlap("stamp", 2);
    long over = (long)at_front + (long)at_back - 2 * rounds;
    lab_outcome("loans=%s", to_ann ? "to Ann" : over > 0 ? "too many" : over < 0 ? "too few" : "right");
    lab_always(!to_ann && over == 0 && library_on_shelf() == 0, "each reader without a fine gets a copy");
    return 0;
}
