/* SPDX-License-Identifier: MIT */
/* A mutex is destroyed while it is held.
 * EXPECT hazards=misuse */
#include <pthread.h>
#include <stddef.h>

static pthread_mutex_t m = PTHREAD_MUTEX_INITIALIZER;

int main(void)
{
    pthread_mutex_lock(&m);
    pthread_mutex_destroy(&m);
    return 0;
}
