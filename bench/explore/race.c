/* SPDX-License-Identifier: MIT */
/* Benchmark: two threads add three each to one plain counter. */
#include <pthread.h>
#include <stddef.h>

static int counter;

static void *add(void *unused)
{
    for (int i = 0; i < 3; i++)
        counter++;
    return unused;
}

int main(void)
{
    pthread_t a, b;
    pthread_create(&a, NULL, add, NULL);
    pthread_create(&b, NULL, add, NULL);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    return 0;
}
