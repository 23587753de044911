/* SPDX-License-Identifier: MIT */
/* A program with a race, which ThreadSanitizer must report before its word is trusted. */
#include <pthread.h>

static int shared;

static void *change(void *argument)
{
    shared++;
    return argument;
}

int main(void)
{
    pthread_t threads[2];
    for (int i = 0; i < 2; i++)
        pthread_create(&threads[i], NULL, change, NULL);
    for (int i = 0; i < 2; i++)
        pthread_join(threads[i], NULL);
    return 0;
}
