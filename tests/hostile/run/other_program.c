/* SPDX-License-Identifier: MIT */
/* Becomes another program. */
/* expect: unsupported fail | by: explorer */
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
static void attack(void)
{
    execl("/bin/true", "true", (char *)NULL);
}
