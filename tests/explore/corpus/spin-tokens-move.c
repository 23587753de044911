/* SPDX-License-Identifier: MIT */
/* A round takes two tokens and puts them elsewhere, which is not putting them back, wherever the semaphores
 * lie. EXPECT hazards=assertion complete=yes */
#include <assert.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdatomic.h>
#include <stddef.h>

static atomic_int ready;
static sem_t box[4]; /* at equal distances: the outer addresses add up to as much as the inner ones */

static void *move(void *arg)
{
    while (!atomic_load(&ready)) {
        if (sem_trywait(&box[0]) == 0)
            sem_post(&box[1]);
        if (sem_trywait(&box[3]) == 0)
            sem_post(&box[2]);
    }
    return arg;
}

int main(void)
{
    pthread_t mover;
    int left;
    for (unsigned i = 0; i < 4; i++)
        sem_init(&box[i], 0, i % 3 == 0);
    pthread_create(&mover, NULL, move, NULL);
    atomic_store(&ready, 1);
    pthread_join(mover, NULL);
    sem_getvalue(&box[0], &left);
    assert(left == 1);
    return 0;
}
