/* SPDX-License-Identifier: MIT */
/* The same without a handler: the cancelled thread keeps the mutex for ever.
 * EXPECT hazards=lock-leak */
#include <pthread.h>
#include <stddef.h>

static pthread_mutex_t m = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t c = PTHREAD_COND_INITIALIZER;
static int ready;

static void *waits(void *arg)
{
    pthread_mutex_lock(&m);
    while (!ready)
        pthread_cond_wait(&c, &m);
    pthread_mutex_unlock(&m);
    return arg;
}

int main(void)
{
    pthread_t a;
    pthread_create(&a, NULL, waits, NULL);
    pthread_cancel(a);
    pthread_join(a, NULL);
    return 0;
}
