/* SPDX-License-Identifier: MIT */
/* A loop that does nothing but count its tries gives up after 40: it lets others run after 32.
 * EXPECT hazards=none complete=yes */
#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stddef.h>

static atomic_int ready;

static void *try_for_a_while(void *arg)
{
    int tries;
    for (tries = 0; tries < 40; tries++)
        if (atomic_load(&ready))
            break;
    assert(tries < 40); /* it can be 40 */
    return arg;
}

int main(void)
{
    pthread_t thread;
    pthread_create(&thread, NULL, try_for_a_while, NULL);
    atomic_store(&ready, 1);
    pthread_join(thread, NULL);
    return 0;
}
