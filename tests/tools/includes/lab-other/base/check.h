/* SPDX-License-Identifier: MIT */
/* Not for labs. */
#include <stdio.h>
