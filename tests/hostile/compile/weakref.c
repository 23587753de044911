/* SPDX-License-Identifier: MIT */
/* Another name for what is not there. */
/* expect: unsupported | by: screen | says: weakref */
static void other(void) __attribute__((weakref("malloc")));
