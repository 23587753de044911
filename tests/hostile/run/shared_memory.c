/* SPDX-License-Identifier: MIT */
/* Leaves shared memory behind. */
/* expect: unsupported fail | by: files */
#include <fcntl.h>
#include <sys/mman.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
static void attack(void)
{
    int fd = shm_open("/racelab-hostile-left", O_RDWR | O_CREAT, 0600);
    if (write(fd, "here", 4) == 4)
        close(fd);
}
