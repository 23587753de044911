/* SPDX-License-Identifier: MIT */
/* A program with a race, which ThreadSanitizer must report before its word is trusted. One change comes after
 * the other: of two at the very same time ThreadSanitizer now and then notices neither. */
#include <pthread.h>
#include <sched.h>
#include <stddef.h>

static int shared;
static int done; /* relaxed: orders nothing */

static void *change(void *argument)
{
    shared++;
    __atomic_fetch_add(&done, 1, __ATOMIC_RELAXED);
    return argument;
}

int main(void)
{
    pthread_t threads[2];
    for (int i = 0; i < 2; i++) {
        pthread_create(&threads[i], NULL, change, NULL);
        while (__atomic_load_n(&done, __ATOMIC_RELAXED) == i)
            sched_yield();
    }
    for (int i = 0; i < 2; i++)
        pthread_join(threads[i], NULL);
    return 0;
}
