/* SPDX-License-Identifier: MIT */
/* Threads that cannot fail to start or be joined quietly, and the number of CPUs.
 *
 * Ordering: what was written before rl_thread_create is visible in the thread; what the thread wrote is
 * visible after rl_thread_join. Errors: no memory or no threads left ends the program with the thread's name
 * and what to do. */
#ifndef RL_BASE_THREAD_H
#define RL_BASE_THREAD_H

#include <pthread.h>

struct rl_thread {
    pthread_t handle; /* read-only after rl_thread_create */
    const char *name; /* read-only after rl_thread_create */
};

/* Starts a thread that runs body(argument). `name` is not copied and must live until the join; the first 15
 * bytes of it are what debuggers and /proc show. Cost: some 20 µs. */
void rl_thread_create(struct rl_thread *thread, const char *name, void *(*body)(void *), void *argument);

/* Waits until it ends and returns what body returned. Exactly once for each thread, from another thread. */
void *rl_thread_join(struct rl_thread *thread);

/* How many CPUs this process may run on: at least 1, and what taskset or a container allows, not what is
 * built in. */
unsigned rl_thread_cpus(void);

#endif
