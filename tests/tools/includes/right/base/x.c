/* SPDX-License-Identifier: MIT */
/* base may include its own. */
#include "x.h"
