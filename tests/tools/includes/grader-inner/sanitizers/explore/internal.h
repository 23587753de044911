/* SPDX-License-Identifier: MIT */
/* Not public. */
#include <stdio.h>
