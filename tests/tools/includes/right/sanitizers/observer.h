/* SPDX-License-Identifier: MIT */
/* A public header. */
#include <stddef.h>
