/* SPDX-License-Identifier: MIT */
/* A try in vain leaves errno behind.
 * EXPECT hazards=assertion complete=yes */
#include <assert.h>
#include <errno.h>
#include <pthread.h>
#include <semaphore.h>
#include <stddef.h>

static sem_t token;

static void *take(void *arg)
{
    errno = 0;
    while (sem_trywait(&token) != 0)
        ;
    assert(errno == 0);
    return arg;
}

int main(void)
{
    pthread_t taker;
    sem_init(&token, 0, 0);
    pthread_create(&taker, NULL, take, NULL);
    sem_post(&token);
    pthread_join(taker, NULL);
    return 0;
}
