/* SPDX-License-Identifier: MIT */
/* A loop that calls nothing.
 * EXPECT lab=1 hazards=hang */
#include <pthread.h>
#include <stddef.h>

int main(void)
{
    volatile int forever = 1;
    while (forever)
        ;
    return 0;
}
