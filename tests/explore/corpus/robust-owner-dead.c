/* SPDX-License-Identifier: MIT */
/* A thread ends with a robust mutex: the next owner is told, makes it consistent, and it is whole again.
 * EXPECT hazards=none complete=yes outcomes=dead 0 0|ok 0 0 */
#include <errno.h>
#include <pthread.h>
#include <stddef.h>

#include "racelab/lab.h"

static pthread_mutex_t m;
static int value;

static void *dies(void *arg)
{
    pthread_mutex_lock(&m);
    value++;
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
    int first = pthread_mutex_lock(&m);
    value++;
    int mended = first == EOWNERDEAD ? pthread_mutex_consistent(&m) : 0;
    pthread_mutex_unlock(&m);
    pthread_join(a, NULL);
    int second = pthread_mutex_lock(&m);
    if (second == EOWNERDEAD && first != EOWNERDEAD)
        second = pthread_mutex_consistent(&m);
    pthread_mutex_unlock(&m);
    lab_outcome("%s %d %d", first == EOWNERDEAD ? "dead" : "ok", mended, second);
    return 0;
}
