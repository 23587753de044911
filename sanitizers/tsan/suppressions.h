/* SPDX-License-Identifier: MIT */
/* What ThreadSanitizer is told not to report: one line each, with its reason. */
#ifndef RL_TSAN_SUPPRESSIONS_H
#define RL_TSAN_SUPPRESSIONS_H

/* None: a false report is a subject of the labs (kind: calibrate), not something to hide. */
#define RL_TSAN_SUPPRESSIONS ""

#endif
