/* SPDX-License-Identifier: MIT */
/* liburcu under its real names, made clean and sharp under ThreadSanitizer.
 *
 * Include this instead of <urcu/…>. Choose the flavour before, for every file of the program alike:
 *
 *     (nothing)             memb: the usual one                                -lurcu-memb -lurcu-common
 *     #define RL_RCU_MB     mb: a full fence in every read-side section        -lurcu-mb -lurcu-common
 *     #define RL_RCU_QSBR   qsbr: sections are free, quiescent states explicit -lurcu-qsbr -lurcu-common
 *     #define RL_RCU_BP     bp: threads need not register                      -lurcu-bp -lurcu-common
 *
 * Without ThreadSanitizer this is plain liburcu and adds nothing. With it, liburcu itself is not
 * instrumented, so every edge that a grace period makes is unknown to ThreadSanitizer and every correct
 * program is reported. The wrappers below state those edges, and no others, so a program that frees without a
 * grace period is still caught:
 *
 *     end of a section (qsbr: a quiescent state)  ->  synchronize_rcu returns, a callback of call_rcu begins
 *     call_rcu is called                          ->  its callback begins
 *     a callback ends                             ->  rcu_barrier returns
 *     rcu_assign_pointer                          ->  rcu_dereference that reads what it stored
 *
 *     // Invariant: what `current` points to is never written again, and is freed only after a grace period.
 *     rcu_read_lock();                                      new = make();
 *     look(rcu_dereference(current));                       old = current;    // updaters exclude each other
 *     rcu_read_unlock();                                    rcu_assign_pointer(current, new);
 *                                                           synchronize_rcu();
 *                                                           free(old);
 *
 * A little is given away: a section that began after synchronize_rcu did, and ended before it, is ordered
 * too; of a thread that leaves a section and enters another, uses between the two are ordered by the second
 * one's end. In qsbr a section ends at the thread's next quiescent state, so a use after rcu_read_unlock is
 * right and not reported. Not annotated: defer_rcu and liburcu's data structures (urcu/cds.h).
 *
 * By hand ThreadSanitizer needs its annotations (the default). With enable_annotations=0, rcu_barrier alone
 * is affected: suppress race:urcu_memb_barrier (…mb, qsbr, bp). Misuse (a thread that is not registered,
 * synchronize_rcu inside a section) is liburcu's to detect. Cost under ThreadSanitizer: one locked operation
 * on a shared token a section; call_rcu allocates 32 bytes, and ends the program if it cannot. */
#ifndef RL_RCU_H
#define RL_RCU_H

#ifdef __has_feature
#if __has_feature(thread_sanitizer)
#define RL_RCU_TSAN_ 1
#endif
#endif
#ifdef __SANITIZE_THREAD__
#define RL_RCU_TSAN_ 1
#endif

#ifdef RL_RCU_TSAN_
/* The functions of the library, which is not instrumented; its inline forms would be, with their fences in
 * assembler. */
#undef _LGPL_SOURCE
#undef URCU_INLINE_SMALL_FUNCTIONS
#endif

#ifndef URCU_API_MAP
#define URCU_API_MAP /* liburcu's headers then leave rcu_read_lock … mapped to the flavour's symbols */
#endif
#if defined(RL_RCU_MB) + defined(RL_RCU_QSBR) + defined(RL_RCU_BP) > 1
#error "rcu.h: choose one flavour: RL_RCU_MB, RL_RCU_QSBR or RL_RCU_BP, or none of them for memb"
#elif defined(RL_RCU_MB)
#include <urcu/urcu-mb.h>
#elif defined(RL_RCU_QSBR)
#include <urcu/urcu-qsbr.h>
#elif defined(RL_RCU_BP)
#include <urcu/urcu-bp.h>
#else
#include <urcu/urcu-memb.h>
#endif
#ifndef rcu_read_lock
#error "rcu.h: a header of liburcu was included before this one. Include rcu.h instead of it."
#endif

#ifdef RL_RCU_TSAN_
#include <stdlib.h>
#include <unistd.h>

void __tsan_acquire(void *token);
void __tsan_release(void *token);
void AnnotateIgnoreWritesBegin(const char *file, int line);
void AnnotateIgnoreWritesEnd(const char *file, int line);

/* Never read or written: only their addresses count, the same in every file of the program. */
__attribute__((weak, visibility("hidden"))) char rl_rcu_sections_;  /* released when a section ends */
__attribute__((weak, visibility("hidden"))) char rl_rcu_callbacks_; /* released when a callback ends */

#ifdef RL_RCU_QSBR

/* Where a thread goes offline, reports a quiescent state or waits itself, its sections so far are over. (To
 * unregister takes a mutex that synchronize_rcu takes too, which ThreadSanitizer sees.) */
static inline void rl_rcu_end_sections_(void)
{
    __tsan_release(&rl_rcu_sections_);
}

static inline void rl_rcu_quiescent_state(void)
{
    rl_rcu_end_sections_();
    rcu_quiescent_state();
}

static inline void rl_rcu_thread_offline(void)
{
    rl_rcu_end_sections_();
    rcu_thread_offline();
}

#undef rcu_quiescent_state
#undef rcu_thread_offline
#define rcu_quiescent_state rl_rcu_quiescent_state
#define rcu_thread_offline  rl_rcu_thread_offline

#else

/* To wait for a grace period ends no section of the caller's own: it must not be in one. */
static inline void rl_rcu_end_sections_(void) {}

static inline void rl_rcu_read_unlock(void)
{
    __tsan_release(&rl_rcu_sections_);
    rcu_read_unlock();
}

#undef rcu_read_unlock
#define rcu_read_unlock rl_rcu_read_unlock

#endif

static inline void rl_rcu_synchronize(void)
{
    rl_rcu_end_sections_();
    synchronize_rcu();
    __tsan_acquire(&rl_rcu_sections_);
}

/* Stands in liburcu's queue in place of the caller's rcu_head, so that the callback can be preceded by the
 * edges. */
struct rl_rcu_call_ {
    struct rcu_head queued; /* owned by liburcu from call_rcu to the callback */
    struct rcu_head *head;
    void (*callback)(struct rcu_head *head);
};

static inline void rl_rcu_call_run_(struct rcu_head *queued)
{
    struct rl_rcu_call_ *call = caa_container_of(queued, struct rl_rcu_call_, queued);
    __tsan_acquire(call);
    __tsan_acquire(&rl_rcu_sections_);
    struct rcu_head *head = call->head;
    void (*callback)(struct rcu_head *) = call->callback;
    free(call);
    callback(head);
    __tsan_release(&rl_rcu_callbacks_);
}

static inline void rl_rcu_call(struct rcu_head *head, void (*callback)(struct rcu_head *head))
{
    struct rl_rcu_call_ *call = (struct rl_rcu_call_ *)malloc(sizeof *call);
    if (!call) {
        static const char text[] =
            "racelab: call_rcu: no memory for the callback. Call rcu_barrier now and then.\n";
        if (write(STDERR_FILENO, text, sizeof text - 1) < 0)
            abort();
        abort();
    }
    call->head = head;
    call->callback = callback;
    __tsan_release(call);
    call_rcu(&call->queued, rl_rcu_call_run_);
}

static inline void rl_rcu_barrier(void)
{
    rl_rcu_end_sections_();
    /* liburcu allocates here and frees in its callback thread, ordered by a futex that ThreadSanitizer does
     * not see. */
    AnnotateIgnoreWritesBegin(__FILE__, __LINE__);
    rcu_barrier();
    AnnotateIgnoreWritesEnd(__FILE__, __LINE__);
    __tsan_acquire(&rl_rcu_callbacks_);
}

#undef synchronize_rcu
#undef call_rcu
#undef rcu_barrier
#define synchronize_rcu rl_rcu_synchronize
#define call_rcu        rl_rcu_call
#define rcu_barrier     rl_rcu_barrier

#undef rcu_dereference
#undef rcu_set_pointer
#undef rcu_assign_pointer
#undef rcu_xchg_pointer
#undef rcu_cmpxchg_pointer

/* [R1] acquire: pairs with [R2], [R3] and [R4]. What was written before the pointer was stored is visible
 * through it. */
#define rcu_dereference(p) ((__typeof__(p))__atomic_load_n(&(p), __ATOMIC_ACQUIRE))

#define rcu_set_pointer(p, v)                                                                                \
    do {                                                                                                     \
        __typeof__(*(p)) rl_rcu_new_ = (v);                                                                  \
        /* [R2] release: pairs with [R1]. A reader that gets the pointer sees what was written before. */    \
        __atomic_store_n((p), rl_rcu_new_, __ATOMIC_RELEASE);                                                \
    } while (0)
#define rcu_assign_pointer(p, v) rcu_set_pointer(&(p), (v))

/* [R3] seq_cst: pairs with [R1] and [R4]. As [R2]; and the old value comes with what was written before its
 * store. */
#define rcu_xchg_pointer(p, v) __atomic_exchange_n((p), (v), __ATOMIC_SEQ_CST)

/* Answers what was there: `old` if the exchange happened. */
#define rcu_cmpxchg_pointer(p, old, v)                                                                       \
    __extension__({                                                                                          \
        __typeof__(*(p)) rl_rcu_seen_ = (old);                                                               \
        __typeof__(*(p)) rl_rcu_new_ = (v);                                                                  \
        /* [R4] seq_cst/seq_cst: pairs with [R1] and [R3]. As [R3], also when it fails. */                   \
        (void)__atomic_compare_exchange_n((p), &rl_rcu_seen_, rl_rcu_new_, 0, __ATOMIC_SEQ_CST,              \
                                          __ATOMIC_SEQ_CST);                                                 \
        rl_rcu_seen_;                                                                                        \
    })

#endif
#endif
