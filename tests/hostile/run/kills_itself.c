/* SPDX-License-Identifier: MIT */
/* Is ended by a signal that nobody catches. */
/* expect: fail unsupported | by: end marker */
#include <signal.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
static void attack(void)
{
    raise(SIGKILL);
}
