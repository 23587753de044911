/* SPDX-License-Identifier: MIT */
/* The function that starts a thread returns, and with it goes the variable that the thread was given.
 * EXPECT hazards=use-after-free */
#include <pthread.h>

static void *work(void *number)
{
    return *(int *)number == 7 ? number : NULL;
}

static pthread_t start(void)
{
    int number = 7;
    pthread_t thread;
    pthread_create(&thread, NULL, work, &number);
    return thread;
}

int main(void)
{
    pthread_t thread = start();
    pthread_join(thread, NULL);
    return 0;
}
