/* SPDX-License-Identifier: MIT */
/* More threads than 64 in one execution.
 * EXPECT status=unsupported names=64 */
#include <pthread.h>
#include <stddef.h>

static void *work(void *arg)
{
    return arg;
}

int main(void)
{
    for (int i = 0; i < 70; i++) {
        pthread_t a;
        pthread_create(&a, NULL, work, NULL);
        pthread_join(a, NULL);
    }
    return 0;
}
