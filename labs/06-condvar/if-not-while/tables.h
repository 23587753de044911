/* SPDX-License-Identifier: MIT */
/* The tables of a small restaurant. */
#ifndef TABLES_H
#define TABLES_H

/* In the morning, before any party comes: so many tables are free. */
void tables_open(int free_tables);

/* A party waits, asleep, until a table is free, sits down, calls eat(), which takes a while, and leaves. Any
 * number of parties may come at any time; as many eat at the same time as there are tables, and never more.
 */
void tables_sit(void (*eat)(void));

#endif
