/* SPDX-License-Identifier: MIT */
/* Unlocked without having been made consistent, a robust mutex can never be taken again; nor is what is not
 * robust made consistent, or a robust one unlocked by another thread.
 * EXPECT hazards=none complete=yes outcomes=dead lost 22 1 lost */
#include <errno.h>
#include <pthread.h>
#include <stddef.h>

#include "racelab/lab.h"

static pthread_mutex_t m, plain = PTHREAD_MUTEX_INITIALIZER;

static void *dies(void *arg)
{
    pthread_mutex_lock(&m);
    return arg;
}

int main(void)
{
    pthread_mutexattr_t attr;
    pthread_mutexattr_init(&attr);
    pthread_mutexattr_setrobust(&attr, PTHREAD_MUTEX_ROBUST);
    pthread_mutex_init(&m, &attr);
    pthread_t a;
    pthread_create(&a, NULL, dies, NULL);
    pthread_join(a, NULL);
    int first = pthread_mutex_lock(&m);
    pthread_mutex_unlock(&m);
    int second = pthread_mutex_lock(&m), plain_one = pthread_mutex_consistent(&plain);
    int unlocked = pthread_mutex_unlock(&m), third = pthread_mutex_trylock(&m);
    lab_outcome("%s %s %d %d %s", first == EOWNERDEAD ? "dead" : "ok",
                second == ENOTRECOVERABLE ? "lost" : "other", plain_one, unlocked,
                third == ENOTRECOVERABLE ? "lost" : "other");
    return 0;
}
