/* SPDX-License-Identifier: MIT */
/* Creation and joining order everything.
 * EXPECT hazards=none complete=yes */
#include <pthread.h>
#include <stddef.h>

static int x;

static void *work(void *arg)
{
    x++;
    return arg;
}

int main(void)
{
    pthread_t a;
    x = 1;
    pthread_create(&a, NULL, work, NULL);
    pthread_join(a, NULL);
    return x != 2;
}
