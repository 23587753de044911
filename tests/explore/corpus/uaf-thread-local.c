/* SPDX-License-Identifier: MIT */
/* A pointer to a thread-local variable outlives the thread.
 * EXPECT hazards=use-after-free */
#include <pthread.h>
#include <stdio.h>

static _Thread_local int count;
static int *kept;

static void *work(void *unused)
{
    count = 3;
    kept = &count;
    return unused;
}

int main(void)
{
    pthread_t thread;
    pthread_create(&thread, NULL, work, NULL);
    pthread_join(thread, NULL);
    printf("%d\n", *kept);
    return 0;
}
