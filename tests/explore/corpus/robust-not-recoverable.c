/* SPDX-License-Identifier: MIT */
/* Unlocked without having been made consistent, a robust mutex can never be taken again; nor is what is not
 * robust made consistent, or a robust one unlocked by another thread.
 * EXPECT hazards=none complete=yes outcomes=dead lost lost 22 1 */
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
    int second = pthread_mutex_lock(&m), third = pthread_mutex_trylock(&m);
    lab_outcome("%s %s %s %d %d", first == EOWNERDEAD ? "dead" : "ok",
                second == ENOTRECOVERABLE ? "lost" : "other", third == ENOTRECOVERABLE ? "lost" : "other",
                pthread_mutex_consistent(&plain), pthread_mutex_unlock(&m));
    return 0;
}
