/* SPDX-License-Identifier: MIT */
/* The caller waits for a sign and returns; the other thread gives the sign and writes once more to the caller's stack.
 * EXPECT hazards=use-after-free */
#include <pthread.h>
#include <semaphore.h>

static sem_t answered;

static void *serve(void *request)
{
    sem_post(&answered);
    *(int *)request = 1;
    return NULL;
}

static void call(pthread_t *thread)
{
    int request = 0;
    pthread_create(thread, NULL, serve, &request);
    sem_wait(&answered);
}

int main(void)
{
    pthread_t thread;
    sem_init(&answered, 0, 0);
    call(&thread);
    pthread_join(thread, NULL);
    return 0;
}
