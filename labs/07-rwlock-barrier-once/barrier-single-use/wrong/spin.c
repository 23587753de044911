/* SPDX-License-Identifier: MIT */
/* Wrong: right about who may go on, and every thread that waits burns a processor that another could use. */
#include <sched.h>
#include <stdatomic.h>

#include "forecast.h"

static int everybody;      /* read-only after forecast_start */
static atomic_int arrived; /* never set back: the third of two is the first of the next hour */

void forecast_start(int regions)
{
    everybody = regions;
}

void forecast_hour(void (*compute)(int region), int region)
{
    compute(region);
    int mine = atomic_fetch_add(&arrived, 1);
    int last = mine - mine % everybody + everybody;

    while (atomic_load(&arrived) < last)
        sched_yield();
}
