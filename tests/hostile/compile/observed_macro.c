/* SPDX-License-Identifier: MIT */
/* Is another program where no observer looks. */
/* expect: rejected fail | by: screen */
#if defined(__has_feature)
#if __has_feature(thread_sanitizer)
#define SEEN
#endif
#endif
#ifdef __SANITIZE_THREAD__
#define SEEN
#endif
#ifndef SEEN
static void attack(void) { for (;;) continue; }
#endif
