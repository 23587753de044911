/* SPDX-License-Identifier: MIT */
/* Local variables of a function that waits for its threads: an array of variable length, made after other calls
 * have used the stack below, a struct, and a semaphore. Used from a callback of qsort too.
 * EXPECT hazards=none complete=yes */
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>
#include <stdlib.h>

struct part {
    int values[3];
    sem_t *done;
    int sum;
};

static int by_value(const void *a, const void *b)
{
    return *(const int *)a - *(const int *)b;
}

static void *add(void *arg)
{
    struct part *part = arg;
    qsort(part->values, 3, sizeof part->values[0], by_value);
    for (int i = 0; i < 3; i++)
        part->sum += part->values[i];
    sem_post(part->done);
    return NULL;
}

static int deep(int n)
{
    volatile char room[512];
    room[0] = (char)n;
    return n ? deep(n - 1) + room[0] : 0;
}

static int run(int n)
{
    sem_t done;
    int sum = deep(5) * 0;
    struct part parts[n];
    pthread_t threads[n];
    sem_init(&done, 0, 0);
    for (int i = 0; i < n; i++) {
        parts[i] = (struct part){{3, 1, 2}, &done, 0};
        pthread_create(&threads[i], NULL, add, &parts[i]);
    }
    for (int i = 0; i < n; i++)
        sem_wait(&done);
    for (int i = 0; i < n; i++) {
        sum += parts[i].sum;
        pthread_join(threads[i], NULL);
    }
    sem_destroy(&done);
    return sum;
}

int main(void)
{
    return run(2) == 12 ? 0 : 1;
}
