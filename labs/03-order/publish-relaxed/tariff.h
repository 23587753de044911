/* SPDX-License-Identifier: MIT */
/* The electricity tariff: published now and then, looked at by every meter all the time. */
#ifndef TARIFF_H
#define TARIFF_H

#define TARIFF_MOST 1024 /* tariffs in a lifetime */

struct tariff {
    long day, night; /* cents; a pair that was published together */
};

/* Makes a new tariff the current one. One thread publishes. */
void tariff_publish(long day, long night);

/* Calls look() with the current tariff, which stays valid; returns 0 if there has been none. Many meters
 * look, and looking takes a while: they do it at the same time. */
int tariff_look(void (*look)(const struct tariff *));

#endif
