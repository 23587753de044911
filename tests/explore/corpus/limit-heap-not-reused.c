/* SPDX-License-Identifier: MIT */
/* Freed memory is not handed out again, so this address never comes back.
 * EXPECT hazards=none complete=yes outcomes=other */
#include <pthread.h>
#include <stddef.h>
#include <stdlib.h>

#include "racelab/lab.h"

int main(void)
{
    char *first = malloc(16);
    unsigned long old = (unsigned long)first;
    free(first);
    char *second = malloc(16);
    lab_outcome("%s", (unsigned long)second == old ? "same" : "other");
    free(second);
    return 0;
}
