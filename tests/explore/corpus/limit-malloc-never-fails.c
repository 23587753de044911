/* SPDX-License-Identifier: MIT */
/* malloc does not fail, however often it may natively.
 * EXPECT hazards=none complete=yes outcomes=memory */
#include <pthread.h>
#include <stddef.h>
#include <stdlib.h>

#include "racelab/lab.h"

int main(void)
{
    char *block = malloc(1 << 20);
    lab_outcome("%s", block ? "memory" : "none");
    free(block);
    return 0;
}
