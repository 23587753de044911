/* SPDX-License-Identifier: MIT */
/* Refused: nobody knows this header. */
#include <who/knows.h>
