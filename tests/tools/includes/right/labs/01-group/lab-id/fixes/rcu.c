/* SPDX-License-Identifier: MIT */
/* A fix may include its lab and primitives. */
#include "tickets.h"
#include "rcu.h"
