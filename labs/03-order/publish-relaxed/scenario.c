/* SPDX-License-Identifier: MIT */
/* A day at the power company: one thread publishes tariffs, two meters bill by them. */
#include <pthread.h>
#include <racelab/lab.h>

#include "tariff.h"

static int tariffs;
static int wrong; /* relaxed atomic: it orders nothing, so it hides no race */

static void bill(const struct tariff *tariff)
{
    lab_begin("bill");
    if (tariff->day == 0 || tariff->night != 2 * tariff->day)
        __atomic_store_n(&wrong, 1, __ATOMIC_RELAXED);
    lab_end("bill");
}

static void *company(void *unused)
{
    (void)unused;
    lab_meet(0);
    for (int i = 1; i <= tariffs; i++)
        tariff_publish(i, 2L * i);
    return NULL;
}

static void *meter(void *unused)
{
    (void)unused;
    lab_meet(0);
    for (int i = 0; i < tariffs; i++)
        tariff_look(bill);
    return NULL;
}

int main(void)
{
    pthread_t threads[3];

    tariffs = lab_scale(1, 1000);
    pthread_create(&threads[0], NULL, company, NULL);
    pthread_create(&threads[1], NULL, meter, NULL);
    pthread_create(&threads[2], NULL, meter, NULL);
    for (int i = 0; i < 3; i++)
        pthread_join(threads[i], NULL);
    lab_overlap("bill", 2);

    lab_outcome("price=%s", wrong ? "wrong" : "right");
    lab_always(!wrong, "whoever sees a tariff sees all of it");
    return 0;
}
