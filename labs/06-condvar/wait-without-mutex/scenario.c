/* SPDX-License-Identifier: MIT */
/* An evening in the restaurant: one cook, two waiters, one dish for each table. */
#include <pthread.h>
#include <stdbool.h>
#include <racelab/lab.h>

#include "pass.h"

static int dishes;
static int plate[PASS_PLACES];  /* what lies on each table's plate: written before the cook puts it down */
static int served[PASS_PLACES]; /* relaxed atomics: they order nothing, so they hide no race */

static void carry(int table)
{
    lab_begin("carry");
    if (plate[table] == table + 1)
        __atomic_fetch_add(&served[table], 1, __ATOMIC_RELAXED);
    lab_end("carry");
}

static void *cook(void *unused)
{
    (void)unused;
    lab_meet(0);
    for (int table = 0; table < dishes; table++) {
        plate[table] = table + 1;
        pass_put(table);
    }
    return NULL;
}

static void *waiter(void *share)
{
    lab_meet(0);
    for (int i = 0; i < *(int *)share; i++)
        pass_take(carry);
    return NULL;
}

int main(void)
{
    static int share[2];
    pthread_t threads[3];
    bool right = true;
    dishes = lab_scale(2, 32);
    share[0] = dishes / 2;
    share[1] = dishes - share[0];
    pthread_create(&threads[0], NULL, cook, NULL);
    pthread_create(&threads[1], NULL, waiter, &share[0]);
    pthread_create(&threads[2], NULL, waiter, &share[1]);
    for (int i = 0; i < 3; i++)
        pthread_join(threads[i], NULL);
    lab_overlap("carry", 2);

    for (int table = 0; table < dishes; table++)
        right = right && served[table] == 1;
    lab_outcome("tables=%s", right ? "right" : "wrong");
    lab_always(right, "each table gets its dish, once");
    return 0;
}
