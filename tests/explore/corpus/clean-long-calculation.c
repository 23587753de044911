/* SPDX-License-Identifier: MIT */
/* Two threads calculate for long, each on its own, without a visible operation: one way is all there is to see.
 * EXPECT hazards=none complete=yes */
#include <pthread.h>

static long sums[2];
static int data[1000];

static void *add(void *number)
{
    long *sum = number;
    for (int round = 0; round < 100; round++)
        for (int i = 0; i < 1000; i++)
            *sum += data[i] * round;
    return NULL;
}

int main(void)
{
    pthread_t first, second;
    for (int i = 0; i < 1000; i++)
        data[i] = i;
    pthread_create(&first, NULL, add, &sums[0]);
    pthread_create(&second, NULL, add, &sums[1]);
    pthread_join(first, NULL);
    pthread_join(second, NULL);
    return sums[0] != sums[1];
}
