/* SPDX-License-Identifier: MIT */
/* A name that libc has, too. */
#include <stdint.h>
