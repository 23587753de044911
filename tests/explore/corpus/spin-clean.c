/* SPDX-License-Identifier: MIT */
/* A spin lock protects.
 * EXPECT hazards=none complete=yes outcomes=2 */
#include <pthread.h>
#include <stddef.h>

#include "racelab/lab.h"

static pthread_spinlock_t s;
static int x;

static void *first(void *arg)
{
    pthread_spin_lock(&s);
    x++;
    pthread_spin_unlock(&s);
    return arg;
}

static void *second(void *arg)
{
    pthread_spin_lock(&s);
    x++;
    pthread_spin_unlock(&s);
    return arg;
}

int main(void)
{
    pthread_t a, b;
    pthread_spin_init(&s, PTHREAD_PROCESS_PRIVATE);
    pthread_create(&a, NULL, first, NULL);
    pthread_create(&b, NULL, second, NULL);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    lab_outcome("%d", x);
    return 0;
}
