/* SPDX-License-Identifier: MIT */
/* Reads the memory of the process that started it. */
/* expect: rejected | by: calls | needs: seccomp */
#define _GNU_SOURCE
#include <sys/uio.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
static void attack(void)
{
    char byte;
    struct iovec here = {&byte, 1}, there = {(void *)0x400000, 1};
    process_vm_readv(getppid(), &here, 1, &there, 1, 0);
}
