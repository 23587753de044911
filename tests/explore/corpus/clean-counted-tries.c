/* SPDX-License-Identifier: MIT */
/* A loop that counts its tries never does the same twice, and ends all the same.
 * EXPECT hazards=none complete=yes outcomes=2 */
#include <pthread.h>
#include <stddef.h>

#include "racelab/lab.h"

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int total;

static void *add(void *arg)
{
    int tries = 0;
    while (pthread_mutex_trylock(&lock) != 0)
        tries++;
    total++;
    pthread_mutex_unlock(&lock);
    return tries < 0 ? NULL : arg;
}

int main(void)
{
    pthread_t a, b;
    pthread_create(&a, NULL, add, NULL);
    pthread_create(&b, NULL, add, NULL);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    lab_outcome("%d", total);
    return 0;
}
