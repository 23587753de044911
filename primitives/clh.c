/* SPDX-License-Identifier: MIT */
/* The queue lock of Craig, Landin and Hagersten.
 *
 * I1. Every node belongs to one thread, or is the lock's tail with nobody in the queue: n threads, n + 1
 *     nodes.
 * I2. A node is BUSY from before it is in the queue until its owner's unlock; its successor alone looks at
 *     it, and takes it over when it has seen LEFT.
 * I3. Of the nodes in the queue only the first may be LEFT's successor: at most one thread holds. */
#include "clh.h"

#include "base/check.h"
#include "pause.h"

void rl_clh_lock(struct rl_clh *lock, struct rl_clh_place *place)
{
    RL_CHECK(!place->before, "clh: lock with a place that holds it already. Give each thread its own place, "
                             "and unlock before locking again.");
    /* [CLH1] relaxed: no partner. Nobody looks at the node before [CLH2]. */
    atomic_store_explicit(&place->mine->state, RL_CLH_BUSY, memory_order_relaxed);
    /* [CLH2] acq_rel: pairs with [CLH2]. Release: the successor finds this node BUSY, not LEFT from its last
     * use. Acquire: so does this thread its predecessor's. */
    struct rl_clh_node *before = atomic_exchange_explicit(&lock->tail, place->mine, memory_order_acq_rel);
    struct rl_pause pause = RL_PAUSE_INIT;
    /* [CLH3] acquire: pairs with [CLH5]. What the last holder wrote is visible from here. */
    while (atomic_load_explicit(&before->state, memory_order_acquire) == RL_CLH_BUSY)
        rl_pause_turn(&pause);
    place->before = before;
}

void rl_clh_unlock(struct rl_clh *lock, struct rl_clh_place *place)
{
    /* [CLH4] relaxed: no partner. The holder reads what it wrote itself. */
    RL_CHECK(place->before && atomic_load_explicit(&place->mine->state, memory_order_relaxed) == RL_CLH_BUSY,
             "clh: unlock with a place that does not hold the lock. Unlock with the place that was given to "
             "lock, and once.");
    (void)lock;
    struct rl_clh_node *left = place->mine;
    place->mine = place->before; /* I2: its last owner does not know it any more */
    place->before = NULL;
    /* [CLH5] release: pairs with [CLH3]. The successor sees what was written under the lock. */
    atomic_store_explicit(&left->state, RL_CLH_LEFT, memory_order_release);
}
