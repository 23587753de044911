/* SPDX-License-Identifier: MIT */
/* A thread counts until it is told to stop by a flag that is only volatile: it makes no visible operation, and must
 * not keep the others from going on.
 * EXPECT hazards=data-race complete=yes */
#include <pthread.h>
#include <unistd.h>

static volatile int stop;
static int rounds;

static void *work(void *unused)
{
    while (!stop)
        rounds++;
    return unused;
}

int main(void)
{
    pthread_t thread;
    pthread_create(&thread, NULL, work, NULL);
    usleep(1000);
    stop = 1;
    pthread_join(thread, NULL);
    return 0;
}
