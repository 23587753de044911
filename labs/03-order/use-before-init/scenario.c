/* SPDX-License-Identifier: MIT */
/* Some days at the weather station, each with an offset of its own. */
#include <racelab/lab.h>

#include "station.h"

static int today; /* changes between the days only */
static int wrong; /* relaxed atomic: it orders nothing, so it hides no race */

static void measure(int offset)
{
    lab_begin("measure");
    if (offset != today)
        __atomic_store_n(&wrong, 1, __ATOMIC_RELAXED);
    lab_end("measure");
}

int main(void)
{
    int days = lab_scale(1, 500);

    for (int day = 1; day <= days; day++) {
        today = day;
        station_start(day, measure);
        station_stop();
    }
    lab_overlap("measure", 2);

    lab_outcome("readings=%s", wrong ? "wrong" : "right");
    lab_always(!wrong, "every sensor measures with the offset of the day");
    return 0;
}
