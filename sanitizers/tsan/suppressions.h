/* SPDX-License-Identifier: MIT */
/* What ThreadSanitizer is told not to report: one line each, with its reason. */
#ifndef RL_TSAN_SUPPRESSIONS_H
#define RL_TSAN_SUPPRESSIONS_H

/* liburcu's rcu_barrier allocates a count that its callback thread frees, ordered by a futex that
 * ThreadSanitizer does not see. Only calls that liburcu itself makes are passed over, not those of the
 * program's callbacks. By library, because options.c switches the symbolizer off, and a function's name would
 * never match. One line for each flavour. Otherwise none: a false report is a subject of the labs (kind:
 * calibrate), not something to hide. */
#define RL_TSAN_SUPPRESSIONS                                                                                 \
    "called_from_lib:liburcu-memb.so\n"                                                                      \
    "called_from_lib:liburcu-mb.so\n"                                                                        \
    "called_from_lib:liburcu-qsbr.so\n"                                                                      \
    "called_from_lib:liburcu-bp.so\n"

#endif
