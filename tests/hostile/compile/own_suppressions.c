/* SPDX-License-Identifier: MIT */
/* Its own suppressions for ThreadSanitizer. */
/* expect: rejected | by: screen | says: __tsan_default_suppressions */
const char *__tsan_default_suppressions(void) { return "race:*"; }
