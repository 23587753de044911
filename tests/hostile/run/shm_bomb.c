/* SPDX-License-Identifier: MIT */
/* Fills memory by way of shared memory files. */
/* expect: unsupported limit fail | by: disk */
#include <fcntl.h>
#include <sys/mman.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
static char block[1 << 20];

static void attack(void)
{
    int fd = shm_open("/racelab-hostile", O_RDWR | O_CREAT, 0600);
    for (int i = 0; i < 2000; i++)
        if (write(fd, block, sizeof block) < 0)
            break;
}
