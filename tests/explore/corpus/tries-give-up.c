/* SPDX-License-Identifier: MIT */
/* A bounded number of tries: the one who gives up is seen too.
 * EXPECT hazards=none complete=yes outcomes=1|2 */
#include <pthread.h>
#include <stdatomic.h>
#include <stddef.h>

#include "racelab/lab.h"

static atomic_int busy, done;

static void *add(void *arg)
{
    for (int tries = 0; tries < 3; tries++) {
        if (atomic_exchange(&busy, 1))
            continue;
        atomic_fetch_add(&done, 1);
        atomic_store(&busy, 0);
        break;
    }
    return arg;
}

int main(void)
{
    pthread_t a, b;
    pthread_create(&a, NULL, add, NULL);
    pthread_create(&b, NULL, add, NULL);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    lab_outcome("%d", done);
    return 0;
}
