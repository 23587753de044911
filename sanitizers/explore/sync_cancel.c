/* SPDX-License-Identifier: MIT */
/* pthread_cancel. A file of its own: it is linked into the programs that call it, and only there are the
 * cancellation points operations on the request. */
#include "cancel.h"
#include "sync.h"

extern const char rlx_uses_cancel[];
const char rlx_uses_cancel[] = "pthread_cancel";

int rlx_pthread_cancel(pthread_t thread)
{
    uintptr_t pc = RLX_CALLER;
    struct rlx_thread *other = rlx_thread_of(thread, "pthread_cancel was given what is not a thread", pc);
    rlx_cancel_request(rlx_begin(RLX_OP_CANCEL, pc), other, pc);
    return 0;
}
