/* SPDX-License-Identifier: MIT */
/* Never ends and does not hear the signal that says so. */
/* expect: unsupported fail limit | by: limits */
#include <signal.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
static void attack(void)
{
    signal(SIGXCPU, SIG_IGN);
    signal(SIGTERM, SIG_IGN);
    for (;;)
        continue;
}
