/* SPDX-License-Identifier: MIT */
/* An unlock without a lock.
 * EXPECT hazards=misuse */
#include <pthread.h>
#include <stddef.h>

static pthread_rwlock_t rw = PTHREAD_RWLOCK_INITIALIZER;

int main(void)
{
    return pthread_rwlock_unlock(&rw);
}
