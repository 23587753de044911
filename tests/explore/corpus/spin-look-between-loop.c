/* SPDX-License-Identifier: MIT */
/* The loop sees both flags up only if it looks at the second between two changes of the first: a round that
 * is left out must not take that with it. EXPECT hazards=assertion complete=yes */
#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stddef.h>

static atomic_int first = 1, second, done;

static void *look(void *arg)
{
    while (!atomic_load(&done))
        if (atomic_load(&first) && atomic_load(&second))
            assert(!"first was up, then second: they never are together");
    return arg;
}

static void *change(void *arg)
{
    atomic_store(&first, 0);
    atomic_store(&second, 1);
    atomic_store(&done, 1);
    return arg;
}

int main(void)
{
    pthread_t threads[2];
    pthread_create(&threads[0], NULL, look, NULL);
    pthread_create(&threads[1], NULL, change, NULL);
    pthread_join(threads[0], NULL);
    pthread_join(threads[1], NULL);
    return 0;
}
