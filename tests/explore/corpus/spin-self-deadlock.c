/* SPDX-License-Identifier: MIT */
/* A spin lock is taken twice by one thread.
 * EXPECT hazards=self-deadlock complete=yes */
#include <pthread.h>
#include <stddef.h>

static pthread_spinlock_t s;

int main(void)
{
    pthread_spin_init(&s, PTHREAD_PROCESS_PRIVATE);
    pthread_spin_lock(&s);
    pthread_spin_lock(&s);
    return 0;
}
