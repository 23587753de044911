/* SPDX-License-Identifier: MIT */
/* Refused: labs are never linked in. */
#include "labs/include/racelab/lab.h"
