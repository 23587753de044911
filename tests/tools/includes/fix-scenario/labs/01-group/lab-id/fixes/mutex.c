/* SPDX-License-Identifier: MIT */
/* Refused: a fix speaks to racelab. */
#include <racelab/lab.h>
