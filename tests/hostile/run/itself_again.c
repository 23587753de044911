/* SPDX-License-Identifier: MIT */
/* Becomes itself again, with ThreadSanitizer switched off. */
/* expect: unsupported fail | by: explorer | observers: explore tsan */
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
static void attack(void)
{
    setenv("TSAN_OPTIONS", "report_bugs=0:exitcode=0", 1);
    execl("/proc/self/exe", "program", (char *)NULL);
}
