/* SPDX-License-Identifier: MIT */
/* Refused: a folder that the table does not know. */
#include <stdio.h>
