/* SPDX-License-Identifier: MIT */
/* A thread spins until the other sets the flag.
 * EXPECT hazards=none complete=yes */
#include <pthread.h>
#include <stdatomic.h>
#include <stddef.h>

static int x;
static _Atomic int flag;

static void *first(void *arg)
{
    x = 1;
    atomic_store(&flag, 1);
    return arg;
}

static void *second(void *arg)
{
    while (!atomic_load(&flag))
        ;
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
