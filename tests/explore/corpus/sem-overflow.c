/* SPDX-License-Identifier: MIT */
/* Two posts, and room for one: the later one is told, as by glibc.
 * EXPECT hazards=none complete=yes outcomes=first told|second told */
#include <errno.h>
#include <limits.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdbool.h>
#include <stddef.h>

#include "racelab/lab.h"

static sem_t full;
static bool told[2];

static void *post(void *arg)
{
    told[(bool *)arg - told] = sem_post(&full) == -1 && errno == EOVERFLOW;
    return NULL;
}

int main(void)
{
    pthread_t threads[2];
    int value;
    sem_init(&full, 0, SEM_VALUE_MAX - 1);
    for (int i = 0; i < 2; i++)
        pthread_create(&threads[i], NULL, post, &told[i]);
    for (int i = 0; i < 2; i++)
        pthread_join(threads[i], NULL);
    sem_getvalue(&full, &value);
    if (value == SEM_VALUE_MAX && told[0] != told[1])
        lab_outcome("%s told", told[0] ? "first" : "second");
    else
        lab_outcome("wrong");
    return 0;
}
