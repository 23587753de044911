/* SPDX-License-Identifier: MIT */
/* A scenario may include racelab/lab.h. */
#include "tickets.h"
#include <racelab/lab.h>
