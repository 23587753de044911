/* SPDX-License-Identifier: MIT */
/* Becomes root. */
/* expect: rejected unsupported fail | by: calls | needs: seccomp */
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
static void attack(void)
{
    if (setuid(0) == 0)
        close(0);
}
