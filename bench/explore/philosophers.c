/* SPDX-License-Identifier: MIT */
/* Benchmark: dining philosophers, each taking the left fork first; with ORDERED the last one takes the right one first. */
#include <pthread.h>
#include <stddef.h>

#ifndef SEATS
#define SEATS 3
#endif

static pthread_mutex_t forks[SEATS];
static int meals[SEATS];

static void *dine(void *arg)
{
    int *meal = arg;
    int seat = (int)(meal - meals);
    int first = seat, second = (seat + 1) % SEATS;
#ifdef ORDERED
    if (first > second) {
        int other = first;
        first = second;
        second = other;
    }
#endif
    pthread_mutex_lock(&forks[first]);
    pthread_mutex_lock(&forks[second]);
    ++*meal;
    pthread_mutex_unlock(&forks[second]);
    pthread_mutex_unlock(&forks[first]);
    return NULL;
}

int main(void)
{
    pthread_t threads[SEATS];
    for (int i = 0; i < SEATS; i++)
        pthread_mutex_init(&forks[i], NULL);
    for (int i = 0; i < SEATS; i++)
        pthread_create(&threads[i], NULL, dine, &meals[i]);
    for (int i = 0; i < SEATS; i++)
        pthread_join(threads[i], NULL);
    for (int i = 0; i < SEATS; i++)
        pthread_mutex_destroy(&forks[i]);
    return 0;
}
