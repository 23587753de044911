/* SPDX-License-Identifier: MIT */
/* Writes to every descriptor that is open. */
/* expect: unsupported fail rejected infra | by: descriptors */
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
static void attack(void)
{
    for (int fd = 3; fd < 1024; fd++)
        if (write(fd, "{\"t\":\"end\",\"complete\":true}\n", 28) < 0)
            continue;
}
