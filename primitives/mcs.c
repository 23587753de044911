/* SPDX-License-Identifier: MIT */
/* The queue lock of Mellor-Crummey and Scott.
 *
 * I1. The queue runs from the holder's node along next to tail; a node that is in it and not yet linked is
 *     its predecessor's successor-to-be, and the predecessor waits for the link before it leaves.
 * I2. At most one node of the queue is GRANTED: the first one.
 * I3. A node is written by its predecessor once, the grant, and by its successor once, the link. Both are
 *     over when its owner's unlock returns: the node may vanish then. */
#include "mcs.h"

#include "base/check.h"
#include "pause.h"

static void prepare(struct rl_mcs_node *node)
{
    /* [MCS1] relaxed: no partner. Nobody knows the node before [MCS3] or [MCS6]. */
    atomic_store_explicit(&node->next, NULL, memory_order_relaxed);
    /* [MCS2] relaxed: no partner. The same; the grant comes after the link, which comes after this. */
    atomic_store_explicit(&node->state, RL_MCS_WAITING, memory_order_relaxed);
}

void rl_mcs_lock(struct rl_mcs *lock, struct rl_mcs_node *node)
{
    prepare(node);
    /* [MCS3] acq_rel: pairs with [MCS3], [MCS6] and [MCS8]. Acquire: if the queue was empty, what the last
     * holder wrote is visible; else the predecessor's node is as it prepared it. Release: so is this one for
     * the successor, whose link would otherwise be lost under the NULL of prepare. */
    struct rl_mcs_node *before = atomic_exchange_explicit(&lock->tail, node, memory_order_acq_rel);
    if (!before)
        return;
    /* [MCS4] release: pairs with [MCS7]. Who grants sees this node prepared, and grants after that. */
    atomic_store_explicit(&before->next, node, memory_order_release);
    struct rl_pause pause = RL_PAUSE_INIT;
    /* [MCS5] acquire: pairs with [MCS9]. What the last holder wrote is visible from here. */
    while (atomic_load_explicit(&node->state, memory_order_acquire) == RL_MCS_WAITING)
        rl_pause_turn(&pause);
}

bool rl_mcs_trylock(struct rl_mcs *lock, struct rl_mcs_node *node)
{
    prepare(node);
    struct rl_mcs_node *none = NULL;
    /* [MCS6] acq_rel/relaxed: pairs with [MCS3] and [MCS8]. As [MCS3] with an empty queue. */
    return atomic_compare_exchange_strong_explicit(&lock->tail, &none, node, memory_order_acq_rel,
                                                   memory_order_relaxed);
}

/* The successor, which is in the queue but may not have linked itself yet. */
static struct rl_mcs_node *successor(struct rl_mcs_node *node)
{
    struct rl_pause pause = RL_PAUSE_INIT;
    struct rl_mcs_node *next;
    /* [MCS7] acquire: pairs with [MCS4]. The successor's node is prepared: the grant is not overwritten. */
    while (!(next = atomic_load_explicit(&node->next, memory_order_acquire)))
        rl_pause_turn(&pause);
    return next;
}

void rl_mcs_unlock(struct rl_mcs *lock, struct rl_mcs_node *node)
{
    struct rl_mcs_node *last = node;
    /* [MCS8] release/relaxed: pairs with [MCS3] and [MCS6]. Who finds the queue empty sees what was written
     * under the lock. It fails when a successor is there (I1). */
    if (atomic_compare_exchange_strong_explicit(&lock->tail, &last, NULL, memory_order_release,
                                                memory_order_relaxed))
        return;
    RL_CHECK(last, "mcs: unlock of a free lock. Unlock only what this thread has locked, and once.");
    /* [MCS9] release: pairs with [MCS5]. The successor sees what was written under the lock. */
    atomic_store_explicit(&successor(node)->state, RL_MCS_GRANTED, memory_order_release);
}
