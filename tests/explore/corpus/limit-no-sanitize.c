/* SPDX-License-Identifier: MIT */
/* Functions that switch instrumentation off are not seen.
 * EXPECT hazards=none complete=yes */
#include <pthread.h>
#include <stddef.h>

static int x;

__attribute__((no_sanitize("thread"))) static void add(void)
{
    x++;
}

static void *first(void *arg)
{
    add();
    return arg;
}

static void *second(void *arg)
{
    add();
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
