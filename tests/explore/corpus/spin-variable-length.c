/* SPDX-License-Identifier: MIT */
/* Rounds are counted, up to three, in an array whose length is known only when it is made, and in a register.
 * EXPECT hazards=assertion complete=yes */
#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stddef.h>

static atomic_int ready, length = 2;

static void *wait_for_it(void *arg)
{
    int rounds[atomic_load(&length)];
    register int more = 0;
    rounds[1] = 0;
    while (!atomic_load(&ready)) {
        rounds[1] = rounds[1] < 2 ? rounds[1] + 1 : 2;
        more = rounds[1] == 2 ? 1 : more;
    }
    assert(rounds[1] != 2 || more != 1);
    return arg;
}

int main(void)
{
    pthread_t waiter;
    pthread_create(&waiter, NULL, wait_for_it, NULL);
    atomic_store(&ready, 1);
    pthread_join(waiter, NULL);
    return 0;
}
