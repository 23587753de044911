/* SPDX-License-Identifier: MIT */
/* A thread goes on counting for ever, a step at a time.
 * EXPECT hazards=hang lab=1 */
#include <pthread.h>
#include <stddef.h>

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static int count;

static void *count_on(void *arg)
{
    for (;;) {
        pthread_mutex_lock(&lock);
        count++;
        pthread_mutex_unlock(&lock);
    }
    return arg;
}

int main(void)
{
    pthread_t a;
    pthread_create(&a, NULL, count_on, NULL);
    pthread_join(a, NULL);
    return 0;
}
