/* SPDX-License-Identifier: MIT */
/* A checker does not stand on this. */
#include <stdio.h>
