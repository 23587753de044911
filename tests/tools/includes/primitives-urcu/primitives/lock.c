/* SPDX-License-Identifier: MIT */
/* Refused: a primitive other than rcu.h includes liburcu. */
#include <urcu/urcu-memb.h>
