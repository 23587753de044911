/* SPDX-License-Identifier: MIT */
/* Peterson's lock with the turn given away too late: both get in.
 * EXPECT hazards=data-race|assertion complete=yes */
#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stddef.h>

static atomic_int wants[2], turn;
static int numbers[2] = {0, 1}, count;

static void *enter(void *arg)
{
    int me = *(int *)arg;
    for (int i = 0; i < 2; i++) {
        atomic_store(&turn, 1 - me);
        atomic_store(&wants[me], 1);
        while (atomic_load(&wants[1 - me]) && atomic_load(&turn) == 1 - me)
            ;
        count++;
        atomic_store(&wants[me], 0);
    }
    return NULL;
}

int main(void)
{
    pthread_t threads[2];
    for (int i = 0; i < 2; i++)
        pthread_create(&threads[i], NULL, enter, &numbers[i]);
    for (int i = 0; i < 2; i++)
        pthread_join(threads[i], NULL);
    assert(count == 4);
    return 0;
}
