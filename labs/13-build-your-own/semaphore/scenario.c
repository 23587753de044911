/* SPDX-License-Identifier: MIT */
/* A bakery: the baker puts a token on the counter for each loaf on the shelf; customers who have one take a
 * loaf. */
#include <pthread.h>
#include <stdbool.h>
#include <racelab/lab.h>

#include "tokens.h"

static struct tokens ready;
static int shelf[4096]; /* loaf i has the number i + 1: written before its token is put */
static int loaves, next;
static int missing; /* relaxed atomic: it orders nothing, so it hides no race */

static void buy(void)
{
    tokens_take(&ready);
    int loaf = __atomic_fetch_add(&next, 1, __ATOMIC_ACQ_REL); /* orders the customers, not the baker */
    lab_begin("eating");
    if (shelf[loaf] != loaf + 1)
        __atomic_store_n(&missing, 1, __ATOMIC_RELAXED);
    lab_end("eating");
}

static void *baker(void *unused)
{
    lab_meet(0);
    for (int i = loaves % 2; i < loaves; i++) {
        shelf[i] = i + 1;
        tokens_put(&ready);
    }
    return unused;
}

static void *customer(void *unused)
{
    lab_meet(0);
    for (int i = 0; i < loaves / 2; i++)
        buy();
    return unused;
}

int main(void)
{
    pthread_t threads[3];
    loaves = lab_scale(2, 2000);
    tokens_init(&ready, (uint32_t)loaves % 2); /* the odd one is from yesterday */
    shelf[0] = loaves % 2;
    for (int i = 0; i < 3; i++)
        pthread_create(&threads[i], NULL, i == 0 ? baker : customer, NULL);
    for (int i = 0; i < 3; i++)
        pthread_join(threads[i], NULL);
    lab_overlap("eating", 2);
    bool right = !missing && tokens_there(&ready) == (uint32_t)loaves % 2;
    lab_outcome("loaves=%s", right ? "right" : "wrong");
    lab_always(right, "there are as many tokens as loaves");
    return 0;
}
