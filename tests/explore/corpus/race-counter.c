/* SPDX-License-Identifier: MIT */
/* Two threads add to a plain counter.
 * EXPECT hazards=data-race */
#include <pthread.h>
#include <stddef.h>

static int x;

static void *first(void *arg)
{
    x++;
    return arg;
}

static void *second(void *arg)
{
    x++;
    return arg;
}

int main(void)
{
    pthread_t a, b;
    pthread_create(&a, NULL, first, NULL);
    pthread_create(&b, NULL, second, NULL);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    return 0;
}
