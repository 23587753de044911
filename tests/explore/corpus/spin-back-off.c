/* SPDX-License-Identifier: MIT */
/* Three philosophers put their first fork back where the second is taken, and try again. A round in which
 * nobody met what was put back is left out, so that the search comes to an end.
 * EXPECT hazards=none complete=yes */
#include <pthread.h>
#include <stddef.h>

enum { SEATS = 3 };
static pthread_mutex_t forks[SEATS] = {PTHREAD_MUTEX_INITIALIZER, PTHREAD_MUTEX_INITIALIZER,
                                       PTHREAD_MUTEX_INITIALIZER};
static int seats[SEATS] = {0, 1, 2}, meals[SEATS];

static void *dine(void *arg)
{
    int seat = *(int *)arg;
    pthread_mutex_t *first = &forks[seat], *second = &forks[(seat + 1) % SEATS];
    for (;;) {
        pthread_mutex_lock(first);
        if (pthread_mutex_trylock(second) == 0)
            break;
        pthread_mutex_unlock(first);
    }
    meals[seat]++;
    pthread_mutex_unlock(second);
    pthread_mutex_unlock(first);
    return NULL;
}

int main(void)
{
    pthread_t threads[SEATS];
    for (int i = 0; i < SEATS; i++)
        pthread_create(&threads[i], NULL, dine, &seats[i]);
    for (int i = 0; i < SEATS; i++)
        pthread_join(threads[i], NULL);
    return 0;
}
