/* SPDX-License-Identifier: MIT */
/* Main returns while a thread works.
 * EXPECT hazards=unfinished lab=1 */
#include <pthread.h>
#include <stdatomic.h>
#include <stddef.h>

static _Atomic int x;

static void *work(void *arg)
{
    atomic_store(&x, 1);
    return arg;
}

int main(void)
{
    pthread_t a;
    pthread_create(&a, NULL, work, NULL);
    pthread_detach(a);
    return 0;
}
