/* SPDX-License-Identifier: MIT */
/* No lock, so nothing to give back: a copy is taken only if the number that was seen is still what is there.
 */
#include <stdatomic.h>

#include "library.h"

static atomic_int on_shelf;
static atomic_uint owes; /* a bit for each reader */

void library_open(int copies)
{
    atomic_store(&on_shelf, copies);
}

void library_fine(int reader)
{
    atomic_fetch_or(&owes, 1U << reader);
}

bool library_lend(int reader, void (*stamp)(void))
{
    int seen = atomic_load(&on_shelf);

    if (atomic_load(&owes) & 1U << reader)
        return false;
    do {
        if (seen == 0)
            return false;
    } while (
        !atomic_compare_exchange_strong(&on_shelf, &seen, seen - 1)); /* else: seen is what is there now */
    stamp();
    return true;
}

int library_on_shelf(void)
{
    return atomic_load(&on_shelf);
}
