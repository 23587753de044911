/* SPDX-License-Identifier: MIT */
/* Found before liburcu's own <urcu/pointer.h> when a program is compiled for the explorer: the same macros as
 * C11 atomics, so that the explorer sees which pointer is read or published, and how.
 *
 * liburcu's reads the pointer plainly before it calls the library, which cannot be told from a race. Its types
 * and functions stay; rcu_dereference is an acquire load here, where liburcu promises the order of dependent
 * accesses only. */
#ifndef RLX_URCU_POINTER_H
#define RLX_URCU_POINTER_H

#include_next <urcu/pointer.h>

#undef rcu_dereference
#undef rcu_set_pointer
#undef rcu_assign_pointer
#undef rcu_xchg_pointer
#undef rcu_cmpxchg_pointer
#define rcu_dereference(p)    __atomic_load_n(&(p), __ATOMIC_ACQUIRE)
#define rcu_set_pointer(p, v) __atomic_store_n((p), (v), __ATOMIC_RELEASE)
#define rcu_assign_pointer(p, v) rcu_set_pointer(&(p), (v))
#define rcu_xchg_pointer(p, v) __atomic_exchange_n((p), (v), __ATOMIC_SEQ_CST)
/* Gives what was there, as liburcu's does. */
#define rcu_cmpxchg_pointer(p, old, _new)                                                                    \
    __extension__({                                                                                          \
        __typeof__(*(p)) rlx_expected_ = (old);                                                              \
        (void)__atomic_compare_exchange_n((p), &rlx_expected_, (_new), 0, __ATOMIC_SEQ_CST,                  \
                                          __ATOMIC_SEQ_CST);                                                 \
        rlx_expected_;                                                                                       \
    })

#endif
