/* SPDX-License-Identifier: MIT */
/* A thread ends the whole program.
 * EXPECT hazards=none complete=yes */
#include <pthread.h>
#include <stddef.h>
#include <stdlib.h>

static void *first(void *arg)
{
    exit(0);
    return arg;
}

static void *second(void *arg)
{

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
