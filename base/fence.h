/* SPDX-License-Identifier: MIT */
/* The only fences of the project, each annotated so that ThreadSanitizer sees the edge that it makes.
 *
 * ThreadSanitizer does not understand fences: an edge through one is invisible to it, and correct code is
 * reported. So a fence names the object through which the two sides meet: what one thread did before
 * rl_fence_release(object) is ordered before what another does after rl_fence_acquire(object).
 *
 * Order belongs on operations; use a fence only where one fence replaces many ordered operations, or where a
 * store must be ordered before a later load (rl_fence_full). Without ThreadSanitizer the object is not
 * touched and costs nothing.
 *
 *     data = 1;                                            while (!atomic_load_explicit(&ready,
 * memory_order_relaxed)); rl_fence_release(&ready);                            rl_fence_acquire(&ready);
 *     atomic_store_explicit(&ready, 1, memory_order_relaxed);        use(data);
 *
 * Under ThreadSanitizer the edge is made by the calls alone, whether or not the flag was seen between them:
 * it is a little more than the fence gives, so a misplaced fence can hide a race there. The explorer has no
 * such gap.
 *
 * Cost on x86-64: acquire and release forbid the compiler to move accesses and emit nothing; full is one
 * locked instruction, some 20 ns. Never fails, never blocks, async-signal-safe. */
#ifndef RL_BASE_FENCE_H
#define RL_BASE_FENCE_H

#include <stdatomic.h>

#ifdef __has_feature
#if __has_feature(thread_sanitizer)
#define RL_FENCE_TSAN_ 1
#endif
#endif
#ifdef __SANITIZE_THREAD__
#define RL_FENCE_TSAN_ 1
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wtsan" /* "not supported": that is what the annotations are for */
#endif

#ifdef RL_FENCE_TSAN_
void __tsan_acquire(void *object);
void __tsan_release(void *object);
#define RL_FENCE_TSAN_ACQUIRE_(object) __tsan_acquire((void *)(object))
#define RL_FENCE_TSAN_RELEASE_(object) __tsan_release((void *)(object))
#else
#define RL_FENCE_TSAN_ACQUIRE_(object) ((void)(object))
#define RL_FENCE_TSAN_RELEASE_(object) ((void)(object))
#endif

/* No access after it is done before a load that stands before it. */
static inline void rl_fence_acquire(const volatile void *object)
{
    /* [F1] acquire: pairs with [F2] and [F3]. What was written before that fence is visible from here. */
    atomic_thread_fence(memory_order_acquire);
    RL_FENCE_TSAN_ACQUIRE_(object);
}

/* No access before it is done after a store that stands after it. */
static inline void rl_fence_release(const volatile void *object)
{
    RL_FENCE_TSAN_RELEASE_(object);
    /* [F2] release: pairs with [F1] and [F3]. Who sees a store made after this sees all that was written
     * before. */
    atomic_thread_fence(memory_order_release);
}

/* Both, and a store before it is visible to everybody before a load after it is done: of two threads that
 * each store, fence and load the other's variable, at least one sees the other's store. */
static inline void rl_fence_full(const volatile void *object)
{
    RL_FENCE_TSAN_RELEASE_(object);
#if defined(__x86_64__) && defined(__clang__) && !defined(RL_FENCE_TSAN_)
    /* The same order by what gcc emits: clang's own is mfence, several times as slow. */
    __asm__ volatile("lock; orq $0, (%%rsp)" ::: "memory", "cc");
#else
    /* [F3] seq_cst: pairs with [F1], [F2] and [F3]. All threads agree which of two such fences came first. */
    atomic_thread_fence(memory_order_seq_cst);
#endif
    RL_FENCE_TSAN_ACQUIRE_(object);
}

#ifdef __SANITIZE_THREAD__
#pragma GCC diagnostic pop
#endif

#endif
