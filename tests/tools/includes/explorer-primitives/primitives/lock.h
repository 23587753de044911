/* SPDX-License-Identifier: MIT */
/* A primitive. */
#include <stdio.h>
