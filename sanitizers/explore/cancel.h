/* SPDX-License-Identifier: MIT */
/* Deferred cancellation, for the models of calls that are cancellation points. */
#ifndef RLX_CANCEL_H
#define RLX_CANCEL_H

#include "rlx.h"

/* There where the program calls pthread_cancel: without it nothing can be cancelled, and no operation reads
 * the request. */
extern const char rlx_uses_cancel[] __attribute__((weak));

/* A cancellation point names the request with rlx_cancel_touch(self, RLX_R) before rlx_point, is enabled when
 * rlx_cancel_due, and calls rlx_cancel_check when it has been chosen, with nothing half done. */
int rlx_cancel_due(const struct rlx_thread *thread);
void rlx_cancel_touch(struct rlx_thread *self, int how);
void rlx_cancel_check(struct rlx_thread *self, uintptr_t pc);
void rlx_cancel_request(struct rlx_thread *self, struct rlx_thread *other, uintptr_t pc);
/* The runtime's own cleanup: `call` if the thread ends before the pop. */
void rlx_cleanup_push(void (*call)(struct rlx_thread *self, struct rlx_object *object),
                      struct rlx_object *object, uintptr_t pc);
void rlx_cleanup_pop(struct rlx_object *object);
/* The thread ends with this value, its handlers first. */
_Noreturn void rlx_unwind(struct rlx_thread *self, void *value, uintptr_t pc);

#endif
