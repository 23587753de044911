/* SPDX-License-Identifier: MIT */
/* Looks up a function of the runtime by name. */
/* expect: unsupported fail rejected | by: explorer */
#define _GNU_SOURCE
#include <dlfcn.h>
static void attack(void)
{
    void (*ignore)(void) = (void (*)(void))dlsym(RTLD_DEFAULT, "__tsan_ignore_thread_begin");
    if (ignore)
        ignore();
}
