/* SPDX-License-Identifier: MIT */
/* Who polls under a lock lets it go between two looks, whichever of its steps is the one that comes again.
 * EXPECT hazards=none complete=yes */
#include <pthread.h>
#include <sched.h>
#include <stddef.h>

static pthread_mutex_t m = PTHREAD_MUTEX_INITIALIZER;
static int called, running;

static void look_again(void)
{
    pthread_mutex_unlock(&m);
    sched_yield();
    pthread_mutex_lock(&m);
}

static void *runner(void *arg)
{
    pthread_mutex_lock(&m);
    while (!called)
        look_again();
    running--;
    pthread_mutex_unlock(&m);
    return arg;
}

int main(void)
{
    pthread_t a;
    pthread_create(&a, NULL, runner, NULL);
    pthread_mutex_lock(&m);
    running = called = 1;
    while (running > 0)
        look_again();
    pthread_mutex_unlock(&m);
    pthread_join(a, NULL);
    return 0;
}
