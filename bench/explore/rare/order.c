/* SPDX-License-Identifier: MIT */
/* Five threads note their turn, each once, after some work of its own: only the exact reverse order fails. */
#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>

enum { THREADS = 5, WORK = 4 };
static atomic_int last = THREADS, broken = 0;
static atomic_int own[THREADS];

static void *note(void *arg)
{
    int me = (int)(long)arg;
    for (int i = 0; i < WORK; i++)
        atomic_fetch_add(&own[me], 1);
    if (atomic_exchange(&last, me) != me + 1)
        atomic_store(&broken, 1);
    return NULL;
}

int main(void)
{
    pthread_t threads[THREADS];
    for (long i = 0; i < THREADS; i++)
        pthread_create(&threads[i], NULL, note, (void *)i);
    for (int i = 0; i < THREADS; i++)
        pthread_join(threads[i], NULL);
    assert(atomic_load(&broken));
    return 0;
}
