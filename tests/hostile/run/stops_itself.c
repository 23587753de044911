/* SPDX-License-Identifier: MIT */
/* Stops itself, so that nobody sees it end. */
/* expect: fail unsupported limit needs_review | by: limits */
#include <signal.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
static void attack(void)
{
    raise(SIGSTOP);
}
