/* SPDX-License-Identifier: MIT */
/* A signal to itself.
 * EXPECT status=unsupported names=kill */
#include <pthread.h>
#include <signal.h>
#include <stddef.h>
#include <unistd.h>

int main(void)
{
    return kill(getpid(), SIGKILL);
}
