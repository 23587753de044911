/* SPDX-License-Identifier: MIT */
/* primitives may include base. */
#include "base/x.h"
