/* SPDX-License-Identifier: MIT */
/* What the models of primitives share. */
#ifndef RLX_SYNC_H
#define RLX_SYNC_H

#include <pthread.h>
#include <time.h>
#include "rlx.h"

struct rlx_object *rlx_mutex(struct rlx_thread *self, pthread_mutex_t *mutex, uintptr_t pc);
/* Bits of a mutex's variant beside its type. */
enum { RLX_MUTEX_TYPE = 15, RLX_ROBUST = 16, RLX_OWNER_DEAD = 32, RLX_NOT_RECOVERABLE = 64 };
/* 0, or what a robust mutex tells its taker: EOWNERDEAD; ENOTRECOVERABLE, and it is not taken. */
int rlx_mutex_take(struct rlx_thread *self, struct rlx_object *mutex, uintptr_t pc);
void rlx_mutex_drop(struct rlx_thread *self, struct rlx_object *mutex);
void rlx_robust_end(struct rlx_thread *self, uintptr_t pc);
struct rlx_thread *rlx_thread_of(pthread_t thread, const char *call, uintptr_t pc);
/* The list of what a thread holds. */
void rlx_hold(struct rlx_thread *self, struct rlx_object *lock);
void rlx_let_go(struct rlx_thread *self, struct rlx_object *lock);
/* Whom the thread waits for: one of those that hold it up, or -1. */
int rlx_rwlock_blocker(const struct rlx_thread *waiter);
int rlx_rcu_blocker(const struct rlx_thread *waiter);
uintptr_t rlx_rcu_section(const struct rlx_thread *waiter, int reader); /* where the reader's section began */
int rlx_waiting_for(const struct rlx_object *object);                   /* a thread blocked on it, or -1 */
void rlx_sync_use(struct rlx_thread *self, struct rlx_object *object, uintptr_t pc);
/* The waiting thread's time is up: its clock moves on to the deadline. */
/* A timed wait can end without what it waits for, so many times a thread; then only where nobody else can go
 * on. */
enum rlx_enabled rlx_may_time_out(const struct rlx_thread *thread);
/* The thread to be joined may have been detached since the join was begun. */
void rlx_timed_out(struct rlx_thread *self, const struct timespec *until);
_Noreturn void rlx_misuse_object(const char *detail, const char *note, uintptr_t pc,
                                 const struct rlx_object *object);

#endif
