/* SPDX-License-Identifier: MIT */
/* Leaves System V shared memory behind. */
/* expect: unsupported fail | by: namespaces | needs: bubblewrap */
#include <sys/ipc.h>
#include <sys/shm.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
static void attack(void)
{
    shmget(0x7ace1ab, 4096, IPC_CREAT | 0600);
}
