/* SPDX-License-Identifier: MIT */
/* Wrong: the roll stays locked while the number is printed, and one door waits for the other's printer. */
#include <pthread.h>

#include "dispenser.h"

static pthread_mutex_t roll = PTHREAD_MUTEX_INITIALIZER;
static int next_number;

void dispenser_take(void (*print)(int number))
{
    pthread_mutex_lock(&roll);
    print(next_number++);
    pthread_mutex_unlock(&roll);
}
