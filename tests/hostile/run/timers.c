/* SPDX-License-Identifier: MIT */
/* Interrupts itself a thousand times a second. */
/* expect: unsupported fail | by: explorer */
#include <signal.h>
#include <sys/time.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
static void nothing(int signal)
{
    (void)signal;
}

static void attack(void)
{
    struct itimerval often = {{0, 1000}, {0, 1000}};
    signal(SIGALRM, nothing);
    setitimer(ITIMER_REAL, &often, NULL);
}
