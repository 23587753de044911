/* SPDX-License-Identifier: MIT */
/* Writes into the folder for temporary files. */
/* expect: unsupported fail | by: files */
#include <fcntl.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
static void attack(void)
{
    close(creat("@WITNESS@", 0600));
}
