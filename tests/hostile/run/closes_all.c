/* SPDX-License-Identifier: MIT */
/* Closes every descriptor, the one that testifies, too. */
/* expect: unsupported fail rejected | by: end marker */
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
static void attack(void)
{
    for (int fd = 0; fd < 1024; fd++)
        close(fd);
}
