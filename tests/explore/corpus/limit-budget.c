/* SPDX-License-Identifier: MIT */
/* More interleavings than the budget: not complete, and never silently so.
 * EXPECT hazards=none complete=no */
#include <pthread.h>
#include <stdatomic.h>
#include <stddef.h>

static _Atomic int x;

static void *work(void *arg)
{
    for (int i = 0; i < 12; i++)
        atomic_fetch_add(&x, i);
    return arg;
}

int main(void)
{
    pthread_t a, b, c;
    pthread_create(&a, NULL, work, NULL);
    pthread_create(&b, NULL, work, NULL);
    pthread_create(&c, NULL, work, NULL);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    pthread_join(c, NULL);
    return 0;
}
