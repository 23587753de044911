/* SPDX-License-Identifier: MIT */
/* Its own malloc. */
/* expect: rejected | by: screen | says: malloc */
#include <stddef.h>
void *malloc(size_t size) { return size ? NULL : NULL; }
