/* SPDX-License-Identifier: MIT */
/* A child process.
 * EXPECT status=unsupported names=fork */
#include <pthread.h>
#include <stddef.h>
#include <unistd.h>

int main(void)
{
    return fork() < 0;
}
