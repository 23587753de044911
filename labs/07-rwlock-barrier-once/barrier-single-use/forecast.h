/* SPDX-License-Identifier: MIT */
/* A weather forecast that is computed hour by hour: each region by a thread of its own. */
#ifndef FORECAST_H
#define FORECAST_H

/* How many regions there are. Called once, before any thread computes. */
void forecast_start(int regions);

/* One more hour of one region: calls compute(region), which reads what its neighbours had an hour ago, and
 * returns when every region has this hour. Regions are computed at the same time, each by its own thread;
 * a thread that has to wait for the others sleeps. */
void forecast_hour(void (*compute)(int region), int region);

#endif
