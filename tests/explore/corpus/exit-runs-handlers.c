/* SPDX-License-Identifier: MIT */
/* pthread_exit runs the cleanup handlers, from however deep.
 * EXPECT hazards=none complete=yes outcomes=7 12 */
#include <pthread.h>
#include <stddef.h>
#include <stdint.h>

#include "racelab/lab.h"

static int trail;

static void add(void *digit)
{
    trail = trail * 10 + (int)(intptr_t)digit;
}

static void deep(int levels)
{
    if (!levels)
        pthread_exit((void *)7);
    pthread_cleanup_push(add, (void *)1);
    deep(levels - 1);
    pthread_cleanup_pop(0);
}

static void *works(void *arg)
{
    pthread_cleanup_push(add, (void *)2);
    deep(1);
    pthread_cleanup_pop(0);
    return arg;
}

int main(void)
{
    pthread_t a;
    void *value;
    pthread_create(&a, NULL, works, NULL);
    pthread_join(a, &value);
    lab_outcome("%d %d", (int)(intptr_t)value, trail);
    return 0;
}
