/* SPDX-License-Identifier: MIT */
/* Its own options for AddressSanitizer. */
/* expect: rejected | by: screen | says: __asan_default_options */
const char *__asan_default_options(void) { return "halt_on_error=0"; }
