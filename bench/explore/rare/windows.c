/* SPDX-License-Identifier: MIT */
/* An account is read twice in a long row of other operations, and a bonus is paid only where each reading
 * falls into one of two short windows of the other thread. */
#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>

enum { WORK = 15 };
static atomic_int state, noise_a, noise_b;

static void *teller(void *unused)
{
    for (int window = 1; window <= 2; window++) {
        for (int i = 0; i < WORK; i++)
            atomic_fetch_add(&noise_a, 1);
        atomic_store(&state, window);
        atomic_store(&state, 0);
    }
    return unused;
}

static void *auditor(void *unused)
{
    int seen = 0;
    for (int i = 0; i < WORK; i++)
        atomic_fetch_add(&noise_b, 1);
    seen += atomic_load(&state) == 1;
    for (int i = 0; i < WORK; i++)
        atomic_fetch_add(&noise_b, 1);
    seen += atomic_load(&state) == 2;
    assert(seen < 2);
    return unused;
}

int main(void)
{
    pthread_t one, two;
    pthread_create(&one, NULL, teller, NULL);
    pthread_create(&two, NULL, auditor, NULL);
    pthread_join(one, NULL);
    pthread_join(two, NULL);
    return 0;
}
