/* SPDX-License-Identifier: MIT */
/* Two readers can be inside at the same time.
 * EXPECT hazards=none complete=yes overlap=2 lab=1 */
#include <pthread.h>
#include <stddef.h>

#include "racelab/lab.h"

static pthread_rwlock_t rw = PTHREAD_RWLOCK_INITIALIZER;

static void *first(void *arg)
{
    pthread_rwlock_rdlock(&rw);
    lab_begin("reader");
    lab_end("reader");
    pthread_rwlock_unlock(&rw);
    return arg;
}

static void *second(void *arg)
{
    pthread_rwlock_rdlock(&rw);
    lab_begin("reader");
    lab_end("reader");
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
    lab_overlap("reader", 2);
    return 0;
}
