/* SPDX-License-Identifier: MIT */
/* Takes its limits away. */
/* expect: unsupported fail | by: limits */
#include <sys/resource.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
static void attack(void)
{
    struct rlimit all = {RLIM_INFINITY, RLIM_INFINITY};
    setrlimit(RLIMIT_CPU, &all);
    for (;;)
        continue;
}
