/* SPDX-License-Identifier: MIT */
/* The explorer may include observer.h. */
#include "../observer.h"
