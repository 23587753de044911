/* SPDX-License-Identifier: MIT */
/* Makes itself root in a namespace of its own. */
/* expect: rejected | by: calls | needs: seccomp */
#define _GNU_SOURCE
#include <sched.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
static void attack(void)
{
    unshare(CLONE_NEWUSER | CLONE_NEWNS);
}
