/* SPDX-License-Identifier: MIT */
/* Refused: C++ sees more than the header of the shim. */
#include "base/futex.h"
