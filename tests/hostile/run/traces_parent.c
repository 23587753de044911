/* SPDX-License-Identifier: MIT */
/* Traces the process that started it. */
/* expect: rejected | by: calls | needs: seccomp */
#include <sys/ptrace.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
static void attack(void)
{
    ptrace(PTRACE_ATTACH, getppid(), NULL, NULL);
}
