/* SPDX-License-Identifier: MIT */
/* A 16-byte atomic is read and written whole, and a compare-and-swap loop on it counts.
 * EXPECT hazards=none complete=yes outcomes=2 2 */
#include <pthread.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>

#include "racelab/lab.h"

struct pair {
    uint64_t low, high;
};
static _Atomic struct pair shared;

static void *works(void *arg)
{
    struct pair old = atomic_load(&shared), new;
    do {
        lab_always(old.low == old.high, "both halves are of one store");
        new.low = old.low + 1;
        new.high = old.high + 1;
    } while (!atomic_compare_exchange_strong(&shared, &old, new));
    return arg;
}

int main(void)
{
    pthread_t a, b;
    pthread_create(&a, NULL, works, NULL);
    pthread_create(&b, NULL, works, NULL);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    struct pair end = atomic_load(&shared);
    lab_outcome("%d %d", (int)end.low, (int)end.high);
    return 0;
}
