/* SPDX-License-Identifier: MIT */
/* A writer and a reader.
 * EXPECT hazards=none complete=yes */
#include <pthread.h>
#include <stddef.h>

static pthread_rwlock_t rw = PTHREAD_RWLOCK_INITIALIZER;
static int x;

static void *first(void *arg)
{
    pthread_rwlock_wrlock(&rw);
    x++;
    pthread_rwlock_unlock(&rw);
    return arg;
}

static void *second(void *arg)
{
    pthread_rwlock_rdlock(&rw);
    if (x > 1)
        x = 0;
    pthread_rwlock_unlock(&rw);
    return arg;
}

int main(void)
{
    pthread_t a, b;
    pthread_create(&a, NULL, first, NULL);
    pthread_create(&b, NULL, second, NULL);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    return 0;
}
