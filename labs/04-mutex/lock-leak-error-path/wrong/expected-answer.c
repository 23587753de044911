/* SPDX-License-Identifier: MIT */
/* Wrong: it lends the two copies of the smallest check, and to anybody but Ann. */
#include <stdatomic.h>

#include "library.h"

static atomic_int lent;

void library_open(int copies)
{
    (void)copies;
}

void library_fine(int reader)
{
    (void)reader;
}

bool library_lend(int reader, void (*stamp)(void))
{
    if (reader == 0 || atomic_fetch_add(&lent, 1) > 1)
        return false;
    stamp();
    return true;
}

int library_on_shelf(void)
{
    return 0;
}
