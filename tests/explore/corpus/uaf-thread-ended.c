/* SPDX-License-Identifier: MIT */
/* A thread hands back the address of its own local variable: it has ended with the thread.
 * EXPECT hazards=use-after-free */
#include <pthread.h>
#include <stdio.h>

static void *measure(void *unused)
{
    int result[2] = {5, 6};
    int *volatile first = result;
    (void)unused;
    return first;
}

int main(void)
{
    pthread_t thread;
    void *result;
    pthread_create(&thread, NULL, measure, NULL);
    pthread_join(thread, &result);
    printf("%d\n", *(int *)result);
    return 0;
}
