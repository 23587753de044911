/* SPDX-License-Identifier: MIT */
/* Main reads before it joins.
 * EXPECT hazards=data-race */
#include <pthread.h>
#include <stddef.h>

static int x;

static void *work(void *arg)
{
    x = 1;
    return arg;
}

int main(void)
{
    pthread_t a;
    pthread_create(&a, NULL, work, NULL);
    int seen = x;
    pthread_join(a, NULL);
    return seen > 1;
}
