/* SPDX-License-Identifier: MIT */
/* An evening in the restaurant: one party more than there are tables, and on most evenings each comes again.
 */
#include <pthread.h>
#include <racelab/lab.h>

#include "tables.h"

enum { MOST = 64 };

static int tables, meals;
static int eating;   /* relaxed atomics: they order nothing, so they hide no race */
static int overfull; /* parties that sat down when every table was taken */

static void eat(void)
{
    lab_begin("eat");
    if (__atomic_add_fetch(&eating, 1, __ATOMIC_RELAXED) > tables)
        __atomic_fetch_add(&overfull, 1, __ATOMIC_RELAXED);
    lab_end("eat");
    __atomic_fetch_sub(&eating, 1, __ATOMIC_RELAXED);
}

static void *party(void *unused)
{
    (void)unused;
    for (int i = 0; i < meals; i++)
        tables_sit(eat);
    return NULL;
}

int main(void)
{
    static pthread_t parties[MOST];

    tables = lab_scale(1, 8);
    meals = tables == 1 ? 2 : tables < 8 ? 1 : 200;
    tables_open(tables);
    int came = tables + 1;
    for (int i = 0; i < came; i++)
        pthread_create(&parties[i], NULL, party, NULL);
    for (int i = 0; i < came; i++)
        pthread_join(parties[i], NULL);
    if (tables > 1)
        lab_overlap("eat", tables);

    lab_outcome("seats=%s", overfull == 0 ? "right" : "wrong");
    lab_always(overfull == 0, "no table is taken twice");
    return 0;
}
