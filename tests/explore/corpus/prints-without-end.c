/* SPDX-License-Identifier: MIT */
/* Output without end is bounded.
 * EXPECT hazards=hang|none */
#include <pthread.h>
#include <stddef.h>
#include <stdio.h>

int main(void)
{
    for (int i = 0; i < 100000; i++)
        puts("a line that is printed again and again");
    return 0;
}
