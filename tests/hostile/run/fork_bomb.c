/* SPDX-License-Identifier: MIT */
/* Forks without end. */
/* expect: unsupported limit fail | by: processes | observers: native */
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
static void attack(void)
{
    for (;;)
        fork();
}
