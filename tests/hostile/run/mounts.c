/* SPDX-License-Identifier: MIT */
/* Mounts a file system. */
/* expect: rejected | by: calls | needs: seccomp */
#include <sys/mount.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
static void attack(void)
{
    mount("none", ".", "tmpfs", 0, NULL);
}
