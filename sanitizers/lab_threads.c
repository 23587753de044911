/* SPDX-License-Identifier: MIT */
/* Inside an observed program: which threads nobody has joined when main returns. Compiled without
 * instrumentation, and silent towards a sanitizer, as lab_runtime.c is. */
#define _GNU_SOURCE
#include "evidence_line.h"

#include <pthread.h>
#include <stdbool.h>

enum { THREADS_MOST = 4096 };

/* Threads that are to be joined, by where they were created. A slot is taken with one exchange of its
 * address, and emptied when its thread is joined. */
static struct {
    pthread_t thread;
    void *creator; /* return address of the call; NULL: free */
} threads[THREADS_MOST];

int __real_pthread_create(pthread_t *thread, const pthread_attr_t *attributes, void *(*run)(void *),
                          void *argument);
int __real_pthread_join(pthread_t thread, void **result);
int __real_pthread_detach(pthread_t thread);
int __real_pthread_tryjoin_np(pthread_t thread, void **result);
int __real_pthread_timedjoin_np(pthread_t thread, void **result, const struct timespec *until);

/* ThreadSanitizer keeps a stack of its own. Without these its reports would not know the line that starts a
 * thread. */
void __tsan_func_entry(void *caller) __attribute__((weak));
void __tsan_func_exit(void) __attribute__((weak));

static void enter(void *caller)
{
    if (__tsan_func_entry)
        __tsan_func_entry(caller);
}

static void leave(void)
{
    if (__tsan_func_exit)
        __tsan_func_exit();
}

static bool is_detached(const pthread_attr_t *attributes)
{
    int state = PTHREAD_CREATE_JOINABLE;
    if (attributes)
        pthread_attr_getdetachstate(attributes, &state);
    return state == PTHREAD_CREATE_DETACHED;
}

static void remember(pthread_t thread, void *creator)
{
    for (int i = 0; i < THREADS_MOST; i++) {
        void *nobody = NULL;
        if (__atomic_compare_exchange_n(&threads[i].creator, &nobody, creator, false, __ATOMIC_RELAXED,
                                        __ATOMIC_RELAXED)) {
            __atomic_store_n(&threads[i].thread, thread, __ATOMIC_RELAXED);
            return;
        }
    }
}

static void forget(pthread_t thread)
{
    for (int i = 0; i < THREADS_MOST; i++) {
        if (__atomic_load_n(&threads[i].creator, __ATOMIC_RELAXED) &&
            __atomic_load_n(&threads[i].thread, __ATOMIC_RELAXED) == thread) {
            __atomic_store_n(&threads[i].thread, 0, __ATOMIC_RELAXED);
            __atomic_store_n(&threads[i].creator, NULL, __ATOMIC_RELAXED);
            return;
        }
    }
}

int __wrap_pthread_create(pthread_t *thread, const pthread_attr_t *attributes, void *(*run)(void *),
                          void *argument);
int __wrap_pthread_create(pthread_t *thread, const pthread_attr_t *attributes, void *(*run)(void *),
                          void *argument)
{
    enter(__builtin_return_address(0));
    int error = __real_pthread_create(thread, attributes, run, argument);
    leave();
    if (!error && !is_detached(attributes))
        remember(*thread, __builtin_return_address(0));
    return error;
}

int __wrap_pthread_join(pthread_t thread, void **result);
int __wrap_pthread_join(pthread_t thread, void **result)
{
    int error = __real_pthread_join(thread, result);
    if (!error)
        forget(thread);
    return error;
}

int __wrap_pthread_detach(pthread_t thread);
int __wrap_pthread_detach(pthread_t thread)
{
    forget(thread);
    return __real_pthread_detach(thread);
}

int __wrap_pthread_tryjoin_np(pthread_t thread, void **result);
int __wrap_pthread_tryjoin_np(pthread_t thread, void **result)
{
    int error = __real_pthread_tryjoin_np(thread, result);
    if (!error)
        forget(thread);
    return error;
}

int __wrap_pthread_timedjoin_np(pthread_t thread, void **result, const struct timespec *until);
int __wrap_pthread_timedjoin_np(pthread_t thread, void **result, const struct timespec *until)
{
    int error = __real_pthread_timedjoin_np(thread, result, until);
    if (!error)
        forget(thread);
    return error;
}

__attribute__((visibility("hidden"))) void rl_runtime_testify_threads(void);
void rl_runtime_testify_threads(void)
{
    for (int i = 0; i < THREADS_MOST; i++) {
        void *creator = __atomic_load_n(&threads[i].creator, __ATOMIC_RELAXED);
        if (!creator)
            continue;
        struct rl_line line;
        rl_line_begin(&line, "unjoined");
        rl_line_stack(&line, "stack", &creator, 1);
        rl_line_write(&line);
    }
}
