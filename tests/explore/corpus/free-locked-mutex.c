/* SPDX-License-Identifier: MIT */
/* A lock's memory is freed while another thread may still want it.
 * EXPECT hazards=use-after-free|misuse */
#include <pthread.h>
#include <stdlib.h>

static pthread_mutex_t *lock;

static void *use(void *arg)
{
    pthread_mutex_lock(lock);
    pthread_mutex_unlock(lock);
    return arg;
}

int main(void)
{
    pthread_t a;
    lock = malloc(sizeof *lock);
    if (!lock || pthread_mutex_init(lock, NULL) != 0)
        return 1;
    pthread_create(&a, NULL, use, NULL);
    pthread_mutex_lock(lock);
    pthread_mutex_unlock(lock);
    free(lock);
    pthread_join(a, NULL);
    return 0;
}
