/* SPDX-License-Identifier: MIT */
/* What ThreadSanitizer is told not to report: one line each, with its reason. */
#ifndef RL_TSAN_SUPPRESSIONS_H
#define RL_TSAN_SUPPRESSIONS_H

/* liburcu's rcu_barrier (its name in each flavour) allocates a count that its callback thread frees, ordered
 * by a futex that ThreadSanitizer does not see. Nothing of the program's own is touched there. Otherwise
 * none: a false report is a subject of the labs (kind: calibrate), not something to hide. */
#define RL_TSAN_SUPPRESSIONS                                                                                 \
    "race:^urcu_memb_barrier$\n"                                                                             \
    "race:^urcu_mb_barrier$\n"                                                                               \
    "race:^urcu_qsbr_barrier$\n"                                                                             \
    "race:^urcu_bp_barrier$\n"

#endif
