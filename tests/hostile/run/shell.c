/* SPDX-License-Identifier: MIT */
/* Has a shell do it. */
/* expect: unsupported fail | by: explorer */
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
static void attack(void)
{
    if (system("cat /etc/passwd; touch @WITNESS@"))
        return;
}
