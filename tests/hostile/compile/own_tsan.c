/* SPDX-License-Identifier: MIT */
/* Its own hook of ThreadSanitizer. */
/* expect: rejected | by: screen | says: __tsan_read4 */
void __tsan_read4(void *address) { (void)address; }
