/* SPDX-License-Identifier: MIT */
/* Changes the program that is run next. */
/* expect: unsupported fail | by: files */
#include <fcntl.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
static void attack(void)
{
    int fd = open("../program", O_WRONLY | O_TRUNC);
    if (fd >= 0 || unlink("../program") == 0)
        close(creat("@WITNESS@", 0600));
}
