/* SPDX-License-Identifier: MIT */
/* What the sanitizer has reported in this process; null functions where none with a hook is linked. */
#ifndef RL_SANITIZER_REPORTS_H
#define RL_SANITIZER_REPORTS_H

#ifdef __cplusplus
extern "C" {
#endif

unsigned rl_sanitizer_reports(void) __attribute__((weak));        /* how many so far */
const char *rl_sanitizer_last_report(void) __attribute__((weak)); /* in one line; empty: none yet */

#ifdef __cplusplus
}
#endif
#endif
