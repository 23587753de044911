/* SPDX-License-Identifier: MIT */
/* Prints one document and counts how many copies of each page came out. */
#include <stdbool.h>
#include <racelab/lab.h>

#include "pages.h"

static int copies[PAGES_MAX + 1]; /* the last one: pages that the document does not have */

static void print(int page)
{
    if (page < 0 || page > PAGES_MAX)
        page = PAGES_MAX;
    lab_begin("print");
    __atomic_fetch_add(&copies[page], 1,
                       __ATOMIC_RELAXED); /* relaxed: it orders nothing, so it hides no race */
    lab_end("print");
}

int main(void)
{
    int count = lab_scale(2, 8);
    bool right = true;

    pages_print(count, print);
    lab_overlap("print", 2);

    for (int page = 0; page <= PAGES_MAX; page++)
        right = right && copies[page] == (page < count ? 1 : 0);
    lab_outcome("pages=%s", right ? "right" : "wrong");
    lab_always(right, "each page of the document is printed exactly once");
    return 0;
}
