/* SPDX-License-Identifier: MIT */
/* Six philosophers who each think between the first fork and the second: all must have the first at once. */
#include <pthread.h>
#include <stdatomic.h>

enum { SEATS = 6, THOUGHTS = 2 };
static pthread_mutex_t forks[SEATS];
static atomic_int thoughts[SEATS];

static void *eat(void *arg)
{
    int seat = (int)(long)arg;
    pthread_mutex_lock(&forks[seat]);
    pthread_mutex_lock(&forks[(seat + 1) % SEATS]);
    pthread_mutex_unlock(&forks[(seat + 1) % SEATS]);
    pthread_mutex_unlock(&forks[seat]);
    for (int i = 0; i < THOUGHTS; i++)
        atomic_fetch_add(&thoughts[seat], 1);
    return NULL;
}

int main(void)
{
    pthread_t threads[SEATS];
    for (int i = 0; i < SEATS; i++)
        pthread_mutex_init(&forks[i], NULL);
    for (long i = 0; i < SEATS; i++)
        pthread_create(&threads[i], NULL, eat, (void *)i);
    for (int i = 0; i < SEATS; i++)
        pthread_join(threads[i], NULL);
    return 0;
}
