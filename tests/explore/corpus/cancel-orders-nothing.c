/* SPDX-License-Identifier: MIT */
/* pthread_cancel hands nothing over: the handler's read of what was written before it is a race.
 * EXPECT hazards=data-race */
#include <pthread.h>
#include <semaphore.h>
#include <stddef.h>

static int reason, seen;
static sem_t never;

static void look(void *unused)
{
    (void)unused;
    seen = reason;
}

static void *waits(void *arg)
{
    pthread_cleanup_push(look, NULL);
    sem_wait(&never);
    pthread_cleanup_pop(0);
    return arg;
}

int main(void)
{
    pthread_t a;
    sem_init(&never, 0, 0);
    pthread_create(&a, NULL, waits, NULL);
    reason = 1;
    pthread_cancel(a);
    pthread_join(a, NULL);
    return seen - seen;
}
