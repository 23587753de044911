/* SPDX-License-Identifier: MIT */
/* Refused: base includes primitives. */
#include "primitives/lock.h"
