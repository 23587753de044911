/* SPDX-License-Identifier: MIT */
/* Reads what another learner handed in. */
/* expect: unsupported fail | by: files */
#include <fcntl.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
static void attack(void)
{
    int fd = open("@OTHER@", O_RDONLY);
    char byte;
    if (fd >= 0 && read(fd, &byte, 1) == 1)
        for (;;)
            close(creat("@WITNESS@", 0600));
}
