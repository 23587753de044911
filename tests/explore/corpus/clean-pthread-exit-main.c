/* SPDX-License-Identifier: MIT */
/* Main ends by pthread_exit; the thread goes on.
 * EXPECT hazards=none complete=yes */
#include <pthread.h>
#include <stddef.h>

static int x;

static void *work(void *arg)
{
    x = 1;
    return arg;
}

int main(void)
{
    pthread_t a;
    pthread_create(&a, NULL, work, NULL);
    pthread_detach(a);
    pthread_exit(NULL);
}
