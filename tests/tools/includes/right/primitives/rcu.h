/* SPDX-License-Identifier: MIT */
/* rcu.h may include liburcu. */
#include <urcu/urcu-memb.h>
