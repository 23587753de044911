/* SPDX-License-Identifier: MIT */
/* A thread locks what it holds.
 * EXPECT hazards=self-deadlock complete=yes */
#include <pthread.h>
#include <stddef.h>

static pthread_mutex_t m = PTHREAD_MUTEX_INITIALIZER;

int main(void)
{
    pthread_mutex_lock(&m);
    pthread_mutex_lock(&m);
    return 0;
}
