/* SPDX-License-Identifier: MIT */
/* C11 threads.
 * EXPECT status=unsupported names=thrd_ */
#include <pthread.h>
#include <stddef.h>
#include <threads.h>

static int work(void *arg)
{
    return arg != NULL;
}

int main(void)
{
    thrd_t t;
    thrd_create(&t, work, NULL);
    thrd_join(t, NULL);
    return 0;
}
