/* SPDX-License-Identifier: MIT */
/* A thread that reads asks to write.
 * EXPECT hazards=self-deadlock complete=yes */
#include <pthread.h>
#include <stddef.h>

static pthread_rwlock_t rw = PTHREAD_RWLOCK_INITIALIZER;

int main(void)
{
    pthread_rwlock_rdlock(&rw);
    pthread_rwlock_wrlock(&rw);
    return 0;
}
