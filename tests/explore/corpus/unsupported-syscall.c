/* SPDX-License-Identifier: MIT */
/* Raw system calls, futex apart, are refused by name.
 * EXPECT status=unsupported names=syscall */
#define _GNU_SOURCE
#include <sys/syscall.h>
#include <unistd.h>

int main(void)
{
    return syscall(SYS_getpid) == 0;
}
