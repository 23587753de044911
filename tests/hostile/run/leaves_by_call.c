/* SPDX-License-Identifier: MIT */
/* The same by a system call. */
/* expect: unsupported fail rejected | by: explorer */
#define _GNU_SOURCE
#include <sys/syscall.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
static void attack(void)
{
    syscall(SYS_exit_group, 0);
}
