/* SPDX-License-Identifier: MIT */
/* The last pointer to a block goes away.
 * EXPECT hazards=memory-leak lab=1 */
#include <pthread.h>
#include <stddef.h>
#include <stdlib.h>

static int *box;

int main(void)
{
    box = malloc(4);
    box = NULL;
    return 0;
}
