/* SPDX-License-Identifier: MIT */
/* Two write under the read lock.
 * EXPECT hazards=data-race */
#include <pthread.h>
#include <stddef.h>

static pthread_rwlock_t rw = PTHREAD_RWLOCK_INITIALIZER;
static int x;

static void *first(void *arg)
{
    pthread_rwlock_rdlock(&rw);
    x++;
    pthread_rwlock_unlock(&rw);
    return arg;
}

static void *second(void *arg)
{
    pthread_rwlock_rdlock(&rw);
    x++;
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
