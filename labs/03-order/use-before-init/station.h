/* SPDX-License-Identifier: MIT */
/* A weather station: its sensors measure with an offset that is set anew each morning. */
#ifndef STATION_H
#define STATION_H

#define STATION_SENSORS 2

/* Starts the day: each sensor calls measure(offset) once, in a thread of its own, all at the same time.
 * A sensor that is early sleeps until it can measure: it does not keep looking. */
void station_start(int offset, void (*measure)(int offset));

/* Returns when every sensor has measured. */
void station_stop(void);

#endif
