/* SPDX-License-Identifier: MIT */
/* Benchmark: a bounded buffer, two producers and two consumers, a mutex and two condition variables. */
#include <assert.h>
#include <pthread.h>
#include <stddef.h>

#ifndef CAPACITY
#define CAPACITY 4
#endif
#ifndef ITEMS
#define ITEMS 2
#endif

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t not_full = PTHREAD_COND_INITIALIZER;
static pthread_cond_t not_empty = PTHREAD_COND_INITIALIZER;
static int items[CAPACITY];
static int count, first;
static int sums[2];

static void put(int item)
{
    pthread_mutex_lock(&lock);
    while (count == CAPACITY)
        pthread_cond_wait(&not_full, &lock);
    items[(first + count) % CAPACITY] = item;
    count++;
    pthread_cond_signal(&not_empty);
    pthread_mutex_unlock(&lock);
}

static int take(void)
{
    pthread_mutex_lock(&lock);
    while (count == 0)
        pthread_cond_wait(&not_empty, &lock);
    int item = items[first];
    first = (first + 1) % CAPACITY;
    count--;
    pthread_cond_signal(&not_full);
    pthread_mutex_unlock(&lock);
    return item;
}

static void *produce(void *arg)
{
    for (int i = 0; i < ITEMS; i++)
        put(i + 1);
    return arg;
}

static void *consume(void *arg)
{
    int *sum = arg;
    for (int i = 0; i < ITEMS; i++)
        *sum += take();
    return NULL;
}

int main(void)
{
    pthread_t threads[4];
    for (int i = 0; i < 2; i++) {
        pthread_create(&threads[i], NULL, produce, NULL);
        pthread_create(&threads[2 + i], NULL, consume, &sums[i]);
    }
    for (int i = 0; i < 4; i++)
        pthread_join(threads[i], NULL);
    assert(sums[0] + sums[1] == ITEMS * (ITEMS + 1));
    return 0;
}
