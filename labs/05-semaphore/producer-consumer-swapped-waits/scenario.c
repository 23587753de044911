/* SPDX-License-Identifier: MIT */
/* A day in the bakery: a baker, two sellers, and more loaves than the shelf has places. */
#include <pthread.h>
#include <racelab/lab.h>

#include "shelf.h"

enum { MOST = 4096 };

static int loaves;
static int sold[MOST]; /* relaxed atomics: they order nothing, so they hide no race */

static void sell(int loaf)
{
    lab_begin("sell");
    if (loaf >= 0 && loaf < MOST)
        __atomic_fetch_add(&sold[loaf], 1, __ATOMIC_RELAXED);
    lab_end("sell");
}

static void *baker(void *unused)
{
    (void)unused;
    lab_meet(0);
    for (int loaf = 0; loaf < loaves; loaf++)
        shelf_put(loaf);
    return NULL;
}

static void *seller(void *share)
{
    lab_meet(0);
    for (int i = 0; i < *(int *)share; i++)
        shelf_take(sell);
    return NULL;
}

int main(void)
{
    static int share[2];
    pthread_t threads[3];
    int right = 1;

    loaves = lab_scale(2, 1000);
    share[0] = loaves / 2;
    share[1] = loaves - share[0];
    pthread_create(&threads[0], NULL, baker, NULL);
    pthread_create(&threads[1], NULL, seller, &share[0]);
    pthread_create(&threads[2], NULL, seller, &share[1]);
    for (int i = 0; i < 3; i++)
        pthread_join(threads[i], NULL);
    lab_overlap("sell", 2);

    for (int loaf = 0; loaf < loaves; loaf++)
        right = right && sold[loaf] == 1;
    lab_outcome("loaves=%s", right ? "right" : "wrong");
    lab_always(right, "every loaf is sold once");
    return 0;
}
