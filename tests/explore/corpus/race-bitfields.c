/* SPDX-License-Identifier: MIT */
/* Neighbouring bit-fields share their bytes.
 * EXPECT hazards=data-race */
#include <pthread.h>
#include <stddef.h>

static struct {
    unsigned a : 1;
    unsigned b : 1;
} flags;

static void *first(void *arg)
{
    flags.a = 1;
    return arg;
}

static void *second(void *arg)
{
    flags.b = 1;
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
