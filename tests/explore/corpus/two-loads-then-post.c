/* SPDX-License-Identifier: MIT */
/* Two threads load; the second posts; the third waits and stores.
 * EXPECT hazards=assertion complete=yes */
#include <assert.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdatomic.h>
#include <stddef.h>

static _Atomic int x;
static sem_t s;

static void *first(void *arg)
{
    assert(atomic_load(&x) == 0);
    return arg;
}

static void *second(void *arg)
{
    int seen = atomic_load(&x);
    sem_post(&s);
    if (seen > 1)
        return NULL;
    return arg;
}

static void *third(void *arg)
{
    sem_wait(&s);
    atomic_store(&x, 1);
    return arg;
}

int main(void)
{
    pthread_t a, b, d;
    pthread_create(&a, NULL, first, NULL);
    pthread_create(&b, NULL, second, NULL);
    pthread_create(&d, NULL, third, NULL);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    pthread_join(d, NULL);
    return 0;
}
