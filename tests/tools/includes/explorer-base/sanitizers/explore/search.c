/* SPDX-License-Identifier: MIT */
/* Refused: the explorer stands on what it checks. */
#include "base/check.h"
