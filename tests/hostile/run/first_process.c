/* SPDX-License-Identifier: MIT */
/* Reads the memory and the environment of process 1. */
/* expect: unsupported fail | by: processes */
#include <fcntl.h>
#include <stdio.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
static void attack(void)
{
    char byte[64];
    int fd = open("/proc/1/mem", O_RDWR);
    int environment = open("/proc/1/environ", O_RDONLY);
    if (fd >= 0 || (environment >= 0 && read(environment, byte, sizeof byte) > 0))
        close(creat("@WITNESS@", 0600));
}
