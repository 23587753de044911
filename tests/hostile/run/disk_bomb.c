/* SPDX-License-Identifier: MIT */
/* Fills the disk with files. */
/* expect: unsupported limit fail | by: disk */
#include <fcntl.h>
#include <stdio.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
static char block[1 << 20];

static void attack(void)
{
    for (int i = 0; i < 4000; i++) {
        char name[32];
        snprintf(name, sizeof name, "file%d", i);
        int fd = open(name, O_WRONLY | O_CREAT, 0600);
        if (fd < 0 || write(fd, block, sizeof block) < 0)
            break;
        close(fd);
    }
}
