/* SPDX-License-Identifier: MIT */
/* Starts threads without end. */
/* expect: unsupported limit fail | by: processes | observers: native */
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
static void *idle(void *unused)
{
    pause();
    return unused;
}

static void attack(void)
{
    pthread_t thread;
    for (;;)
        pthread_create(&thread, NULL, idle, NULL);
}
