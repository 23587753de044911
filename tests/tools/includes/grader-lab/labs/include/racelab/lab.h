/* SPDX-License-Identifier: MIT */
/* What scenarios include. */
#include <stdio.h>
