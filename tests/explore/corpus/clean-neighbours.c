/* SPDX-License-Identifier: MIT */
/* Neighbouring bytes are different objects.
 * EXPECT hazards=none complete=yes */
#include <pthread.h>
#include <stddef.h>

static char bytes[2];

static void *first(void *arg)
{
    bytes[0] = 1;
    return arg;
}

static void *second(void *arg)
{
    bytes[1] = 1;
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
