/* SPDX-License-Identifier: MIT */
/* One forecast: the wind carries the weather to the next region within an hour, and makes it a little worse.
 */
#include <pthread.h>
#include <stdint.h>
#include <racelab/lab.h>

#include "forecast.h"

enum { REGIONS_MOST = 8, HOURS_MOST = 1024 };

static int regions, hours;
static int weather[HOURS_MOST + 1][REGIONS_MOST];
static int computed[REGIONS_MOST]; /* hours; relaxed atomic: it orders nothing, so it hides no race */

static void compute(int region)
{
    lab_begin("compute");
    int hour = __atomic_load_n(&computed[region], __ATOMIC_RELAXED);
    if (hour < hours)
        weather[hour + 1][region] = weather[hour][(region + 1) % regions] + 1;
    __atomic_store_n(&computed[region], hour + 1, __ATOMIC_RELAXED);
    lab_end("compute");
}

static void *region_thread(void *number)
{
    int region = (int)(intptr_t)number;
    for (int hour = 1; hour <= hours; hour++) {
        forecast_hour(compute, region);
        for (int i = 0; i < regions; i++)
            if (i != region && __atomic_load_n(&computed[i], __ATOMIC_RELAXED) < hour) {
                lab_outcome("forecast=ahead");
                lab_always(0, "nobody goes on before every region has the hour");
            }
    }
    return NULL;
}

int main(void)
{
    pthread_t threads[REGIONS_MOST];
    hours = lab_scale(2, 100);
    regions = 2 + hours % 2; /* an odd number: a region more, and half the hours */
    hours /= regions - 1;
    forecast_start(regions);
    for (int i = 0; i < regions; i++)
        pthread_create(&threads[i], NULL, region_thread, (void *)(intptr_t)i);
    for (int i = 0; i < regions; i++)
        pthread_join(threads[i], NULL);
    lab_overlap("compute", 2);

    int right = 0;
    for (int i = 0; i < regions; i++)
        right += computed[i] == hours && weather[hours][i] == hours;
    lab_outcome("forecast=%s", right == regions ? "right" : "ahead");
    lab_always(right == regions, "every region has every hour, computed from the hour before");
    return 0;
}
