/* SPDX-License-Identifier: MIT */
/* A circle of three.
 * EXPECT hazards=deadlock complete=yes */
#include <pthread.h>
#include <stddef.h>

static pthread_mutex_t l[3] = {PTHREAD_MUTEX_INITIALIZER, PTHREAD_MUTEX_INITIALIZER,
                               PTHREAD_MUTEX_INITIALIZER};

static void *first(void *arg)
{
    pthread_mutex_lock(&l[0]);
    pthread_mutex_lock(&l[1]);
    pthread_mutex_unlock(&l[1]);
    pthread_mutex_unlock(&l[0]);
    return arg;
}

static void *second(void *arg)
{
    pthread_mutex_lock(&l[1]);
    pthread_mutex_lock(&l[2]);
    pthread_mutex_unlock(&l[2]);
    pthread_mutex_unlock(&l[1]);
    return arg;
}

static void *third(void *arg)
{
    pthread_mutex_lock(&l[2]);
    pthread_mutex_lock(&l[0]);
    pthread_mutex_unlock(&l[0]);
    pthread_mutex_unlock(&l[2]);
    return arg;
}

int main(void)
{
    pthread_t a, b, d;
    pthread_create(&a, NULL, first, NULL);
    pthread_create(&b, NULL, second, NULL);
    pthread_create(&d, NULL, third, NULL);
    pthread_join(a, NULL);
    pthread_join(b, NULL);
    pthread_join(d, NULL);
    return 0;
}
