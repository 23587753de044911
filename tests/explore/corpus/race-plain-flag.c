/* SPDX-License-Identifier: MIT */
/* A loop waits for a plain variable: a race, and no hang.
 * EXPECT hazards=data-race */
#include <pthread.h>
#include <stddef.h>

static int ready;

static void *waiter(void *arg)
{
    while (!ready) {
    }
    return arg;
}

int main(void)
{
    pthread_t a;
    pthread_create(&a, NULL, waiter, NULL);
    ready = 1;
    pthread_join(a, NULL);
    return 0;
}
