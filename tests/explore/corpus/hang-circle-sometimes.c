/* SPDX-License-Identifier: MIT */
/* The thread shows that it waits, and that it does not, in each round. Whoever tells it takes the news back: if it was
 * not seen in between, it waits for ever.
 * EXPECT hazards=hang lab=1 */
#include <pthread.h>
#include <stddef.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int news, waiting;

static void set(int *at, int value)
{
    pthread_mutex_lock(&lock);
    *at = value;
    pthread_mutex_unlock(&lock);
}

static void *wait_for_news(void *arg)
{
    for (int seen = 0; !seen;) {
        set(&waiting, 1);
        pthread_mutex_lock(&lock);
        seen = news;
        pthread_mutex_unlock(&lock);
        set(&waiting, 0);
    }
    return arg;
}

int main(void)
{
    pthread_t waiter;
    pthread_create(&waiter, NULL, wait_for_news, NULL);
    set(&news, 1);
    set(&news, 0);
    pthread_join(waiter, NULL);
    return 0;
}
