/* SPDX-License-Identifier: MIT */
/* An unlock without a lock.
 * EXPECT hazards=misuse */
#include <pthread.h>
#include <stddef.h>

static pthread_mutex_t m = PTHREAD_MUTEX_INITIALIZER;

int main(void)
{
    pthread_mutex_unlock(&m);
    return 0;
}
