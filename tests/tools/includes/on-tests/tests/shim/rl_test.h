/* SPDX-License-Identifier: MIT */
/* The shim. */
#include <stdbool.h>
