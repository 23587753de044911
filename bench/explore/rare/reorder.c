/* SPDX-License-Identifier: MIT */
/* Eight writers set two values one after the other; a reader must meet one of them in between. */
#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>

enum { WRITERS = 8 };
static atomic_int first, second;

static void *writer(void *unused)
{
    atomic_store(&first, 1);
    atomic_store(&second, 1);
    return unused;
}

static void *reader(void *unused)
{
    int a = atomic_load(&first);
    int b = atomic_load(&second);
    assert(a == b); /* fails where every writer that has begun is between the two, or the reader is between */
    return unused;
}

int main(void)
{
    pthread_t threads[WRITERS + 1];
    for (int i = 0; i < WRITERS; i++)
        pthread_create(&threads[i], NULL, writer, NULL);
    pthread_create(&threads[WRITERS], NULL, reader, NULL);
    for (int i = 0; i <= WRITERS; i++)
        pthread_join(threads[i], NULL);
    return 0;
}
