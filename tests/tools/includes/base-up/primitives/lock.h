/* SPDX-License-Identifier: MIT */
/* A primitive. */
#include <stdint.h>
