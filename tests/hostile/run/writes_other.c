/* SPDX-License-Identifier: MIT */
/* Changes what another learner handed in. */
/* expect: unsupported fail | by: files */
#include <fcntl.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
static void attack(void)
{
    int fd = open("@OTHER@", O_WRONLY | O_APPEND);
    if (write(fd, "#error", 6) == 6)
        close(fd);
}
