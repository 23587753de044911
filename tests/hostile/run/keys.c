/* SPDX-License-Identifier: MIT */
/* Looks into the kernel's key ring. */
/* expect: rejected | by: calls | needs: seccomp */
#define _GNU_SOURCE
#include <sys/syscall.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
static void attack(void)
{
    syscall(SYS_keyctl, 0, -3, 1);
}
