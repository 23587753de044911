/* SPDX-License-Identifier: MIT */
/* Calls everything that rcu.h offers, so that the object shows what a program which includes it may import.
 */
#include "primitives/rcu.h"

struct item {
    struct rcu_head head;
};

void use_everything(struct item **where, struct item *item, void (*callback)(struct rcu_head *head));

void use_everything(struct item **where, struct item *item, void (*callback)(struct rcu_head *head))
{
    rcu_register_thread();
    rcu_thread_online();
    rcu_read_lock();
    (void)rcu_dereference(*where);
    rcu_read_unlock();
    rcu_quiescent_state();
    rcu_assign_pointer(*where, item);
    rcu_set_pointer(where, item);
    (void)rcu_xchg_pointer(where, item);
    (void)rcu_cmpxchg_pointer(where, item, item);
    synchronize_rcu();
    call_rcu(&item->head, callback);
    rcu_barrier();
    rcu_thread_offline();
    rcu_unregister_thread();
}
