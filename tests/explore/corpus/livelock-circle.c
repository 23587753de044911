/* SPDX-License-Identifier: MIT */
/* Both toggle a light until a third comes, who never does: they go round for ever, and each round changes something.
 * EXPECT hazards=livelock lab=1 */
#include <pthread.h>
#include <stddef.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int light, third;

static void *toggle(void *arg)
{
    for (int come = 0; !come;) {
        pthread_mutex_lock(&lock);
        light = !light;
        come = third;
        pthread_mutex_unlock(&lock);
    }
    return arg;
}

int main(void)
{
    pthread_t threads[2];
    for (int i = 0; i < 2; i++)
        pthread_create(&threads[i], NULL, toggle, NULL);
    for (int i = 0; i < 2; i++)
        pthread_join(threads[i], NULL);
    return 0;
}
