/* SPDX-License-Identifier: MIT */
/* More than 64 cleanup handlers of a thread at a time are refused, by name.
 * EXPECT status=unsupported names=pthread_cleanup_push */
#include <pthread.h>
#include <stddef.h>

static int ran;

static void handler(void *unused)
{
    (void)unused;
    ran++;
}

static void deeper(int levels)
{
    pthread_cleanup_push(handler, NULL);
    if (levels)
        deeper(levels - 1);
    pthread_cleanup_pop(1);
}

int main(void)
{
    deeper(64);
    return ran != 65;
}
