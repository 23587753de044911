/* SPDX-License-Identifier: MIT */
/* Attributes by pragma. */
/* expect: rejected | by: screen | says: pragma */
#pragma clang attribute push(__attribute__((no_sanitize("thread"))), apply_to = function)
