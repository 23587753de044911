/* SPDX-License-Identifier: MIT */
/* A byte inside of a wider write.
 * EXPECT hazards=data-race */
#include <pthread.h>
#include <stddef.h>

static union {
    unsigned whole;
    char bytes[4];
} word;

static void *first(void *arg)
{
    word.whole = 7;
    return arg;
}

static void *second(void *arg)
{
    word.bytes[2] = 1;
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
