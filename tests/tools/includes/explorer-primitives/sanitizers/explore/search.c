/* SPDX-License-Identifier: MIT */
/* Refused: the explorer stands on what it checks. */
#include "primitives/lock.h"
