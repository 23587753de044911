/* SPDX-License-Identifier: MIT */
/* Refused: a lab includes base. */
#include "base/check.h"
