/* SPDX-License-Identifier: MIT */
/* Asynchronous cancellation is refused, by name.
 * EXPECT status=unsupported names=pthread_setcanceltype */
#include <pthread.h>
#include <stddef.h>

static void *works(void *arg)
{
    pthread_setcanceltype(PTHREAD_CANCEL_ASYNCHRONOUS, NULL);
    return arg;
}

int main(void)
{
    pthread_t a;
    pthread_create(&a, NULL, works, NULL);
    pthread_cancel(a);
    return pthread_join(a, NULL);
}
