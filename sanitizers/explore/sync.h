/* SPDX-License-Identifier: MIT */
/* What the models of primitives share. */
#ifndef RLX_SYNC_H
#define RLX_SYNC_H

#include <pthread.h>
#include <time.h>
#include "rlx.h"

struct rlx_object *rlx_mutex(struct rlx_thread *self, pthread_mutex_t *mutex, uintptr_t pc);
void rlx_mutex_take(struct rlx_thread *self, struct rlx_object *mutex, uintptr_t pc);
void rlx_mutex_drop(struct rlx_thread *self, struct rlx_object *mutex);
int rlx_waiting_for(const struct rlx_object *object); /* a thread blocked on it, or -1 */
void rlx_sync_use(struct rlx_thread *self, struct rlx_object *object, uintptr_t pc);
/* The waiting thread's time is up: its clock moves on to the deadline. */
void rlx_timed_out(struct rlx_thread *self, const struct timespec *until);
_Noreturn void rlx_misuse_object(const char *detail, const char *note, uintptr_t pc,
                                 const struct rlx_object *object);

#endif
