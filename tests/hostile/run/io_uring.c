/* SPDX-License-Identifier: MIT */
/* Makes system calls without making them. */
/* expect: rejected | by: calls | needs: seccomp */
#define _GNU_SOURCE
#include <sys/syscall.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
static void attack(void)
{
    char parameters[256] = {0};
    syscall(SYS_io_uring_setup, 8, parameters);
}
