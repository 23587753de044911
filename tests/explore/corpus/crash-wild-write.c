/* SPDX-License-Identifier: MIT */
/* A write to no object at all.
 * EXPECT hazards=crash */
#include <pthread.h>
#include <stddef.h>

int main(void)
{
    volatile unsigned long where = 0x10000;
    *(volatile int *)where = 1;
    return 0;
}
