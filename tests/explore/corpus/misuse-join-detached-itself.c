/* SPDX-License-Identifier: MIT */
/* A thread detaches itself, perhaps while it is waited for: who joins may join nobody.
 * EXPECT hazards=misuse */
#include <pthread.h>

static void *work(void *unused)
{
    pthread_detach(pthread_self());
    return unused;
}

int main(void)
{
    pthread_t thread;
    pthread_create(&thread, NULL, work, NULL);
    pthread_join(thread, NULL);
    return 0;
}
