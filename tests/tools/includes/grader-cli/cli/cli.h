/* SPDX-License-Identifier: MIT */
/* The command line. */
#include <argp.h>
