/* SPDX-License-Identifier: MIT */
/* A key is deleted while a thread that has a value under it ends: that the destructor is not called is one of the
 * outcomes, and it is not reached.
 * EXPECT hazards=none complete=yes outcomes=1 */
#include <pthread.h>

#include "racelab/lab.h"

static pthread_key_t key;
static int called;

static void destroy(void *value)
{
    *(int *)value = 1;
}

static void *work(void *unused)
{
    pthread_setspecific(key, &called);
    return unused;
}

int main(void)
{
    pthread_t thread;
    pthread_key_create(&key, destroy);
    pthread_create(&thread, NULL, work, NULL);
    pthread_key_delete(key);
    pthread_join(thread, NULL);
    lab_outcome("%d", called);
    return 0;
}
