/* SPDX-License-Identifier: MIT */
/* Wrong: no access races now, and a meter that copies price by price can get one of each tariff. */
#include <stdatomic.h>

#include "tariff.h"

static atomic_long day_price, night_price;

void tariff_publish(long day, long night)
{
    atomic_store(&day_price, day);
    atomic_store(&night_price, night);
}

int tariff_look(void (*look)(const struct tariff *))
{
    struct tariff now = {.day = atomic_load(&day_price)};

    now.night = atomic_load(&night_price);
    if (now.day == 0)
        return 0;
    look(&now);
    return 1;
}
