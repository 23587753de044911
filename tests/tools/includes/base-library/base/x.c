/* SPDX-License-Identifier: MIT */
/* Refused: base includes a library. */
#include <jansson.h>
