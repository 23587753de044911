/* SPDX-License-Identifier: MIT */
/* Leaves a process behind that writes a file later. */
/* expect: unsupported fail | by: processes */
#include <fcntl.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
static void attack(void)
{
    if (fork() == 0) {
        setsid();
        close(1);
        close(2);
        sleep(1);
        close(creat("@WITNESS@", 0600));
        _exit(0);
    }
}
