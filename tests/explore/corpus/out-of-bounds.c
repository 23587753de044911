/* SPDX-License-Identifier: MIT */
/* An index past the end of an array.
 * EXPECT hazards=out-of-bounds */
#include <pthread.h>
#include <stddef.h>

static int a[4];

int main(void)
{
    volatile int i = 4;
    a[i] = 1;
    return 0;
}
