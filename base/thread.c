/* SPDX-License-Identifier: MIT */
/* Threads by name, over pthreads. */
#define _GNU_SOURCE 1
#include "thread.h"
#include "check.h"

#include <sched.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { KERNEL_NAME_BYTES = 16 }; /* with the terminating zero */

void rl_thread_create(struct rl_thread *thread, const char *name, void *(*body)(void *), void *argument)
{
    thread->name = name;
    int error = pthread_create(&thread->handle, NULL, body, argument);
    RL_CHECK(error == 0,
             "thread '%s' cannot start: %s. Raise the limit on processes (ulimit -u) or use fewer threads.",
             name, strerrordesc_np(error));
    char shown[KERNEL_NAME_BYTES];
    snprintf(shown, sizeof shown, "%s", name);
    /* Only for those who look: the thread may be over already, and its name with it. */
    (void)pthread_setname_np(thread->handle, shown);
}

void *rl_thread_join(struct rl_thread *thread)
{
    void *result;
    int error = pthread_join(thread->handle, &result);
    RL_CHECK(error == 0, "thread '%s' cannot be joined: %s. Join each thread once, and not from itself.",
             thread->name, strerrordesc_np(error));
    return result;
}

unsigned rl_thread_cpus(void)
{
    cpu_set_t allowed;
    if (sched_getaffinity(0, sizeof allowed, &allowed) == 0) {
        int count = CPU_COUNT(&allowed);
        return count > 0 ? (unsigned)count : 1;
    }
    /* More CPUs than cpu_set_t has bits. */
    long online = sysconf(_SC_NPROCESSORS_ONLN);
    return online > 0 ? (unsigned)online : 1;
}
