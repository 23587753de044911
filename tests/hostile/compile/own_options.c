/* SPDX-License-Identifier: MIT */
/* Its own options for ThreadSanitizer. */
/* expect: rejected | by: screen | says: __tsan_default_options */
const char *__tsan_default_options(void) { return "report_bugs=0"; }
