/* SPDX-License-Identifier: MIT */
/* Refused: something stands on the tests. */
#include "shim/rl_test.h"
