/* SPDX-License-Identifier: MIT */
/* A block made by one thread is freed by the other.
 * EXPECT hazards=none complete=yes lab=1 */
#include <pthread.h>
#include <stddef.h>
#include <stdlib.h>

static pthread_mutex_t m = PTHREAD_MUTEX_INITIALIZER;
static int *box;

static void *first(void *arg)
{
    pthread_mutex_lock(&m);
    box = malloc(4);
    *box = 3;
    pthread_mutex_unlock(&m);
    return arg;
}

static void *second(void *arg)
{
    pthread_mutex_lock(&m);
    if (box)
        *box = 4;
    pthread_mutex_unlock(&m);
    return arg;
}

int main(void)
{
    pthread_t a, b;
    pthread_create(&a, NULL, first, NULL);
    pthread_create(&b, NULL, second, NULL);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    free(box);
    return 0;
}
