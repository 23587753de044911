/* SPDX-License-Identifier: MIT */
/* One hand at the roll: looking and tearing off happen under one lock, printing does not. */
#include <pthread.h>

#include "dispenser.h"

static pthread_mutex_t roll = PTHREAD_MUTEX_INITIALIZER;
static int next_number; /* protected by roll */

void dispenser_take(void (*print)(int number))
{
    pthread_mutex_lock(&roll);
    int mine = next_number++;
    pthread_mutex_unlock(&roll);
    print(mine);
}
