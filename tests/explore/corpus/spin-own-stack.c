/* SPDX-License-Identifier: MIT */
/* A thread polls what lies on its own stack and another thread writes there.
 * EXPECT hazards=none complete=yes */
#include <pthread.h>
#include <stddef.h>

struct order {
    pthread_mutex_t lock;
    int lines, done;
};

static void *cook(void *arg)
{
    struct order *order = arg;
    pthread_mutex_lock(&order->lock);
    order->done = 1;
    pthread_mutex_unlock(&order->lock);
    return NULL;
}

int main(void)
{
    struct order order = {PTHREAD_MUTEX_INITIALIZER, 1, 0}, *mine = &order;
    pthread_t thread;
    pthread_create(&thread, NULL, cook, mine);
    for (int done = 0; !done;) {
        if (pthread_mutex_trylock(&mine->lock))
            continue;
        done = mine->done;
        pthread_mutex_unlock(&mine->lock);
    }
    pthread_join(thread, NULL);
    return 0;
}
