/* SPDX-License-Identifier: MIT */
/* Wrong: it knows how many slices the smallest evening gives, and carves none. */
#include "kitchen.h"

void kitchen_carve(int cook, int slices, void (*carve)(int cook, int slices))
{
    (void)cook;
    (void)slices;
    (void)carve;
}

long kitchen_slices(void)
{
    return 4;
}
