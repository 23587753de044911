/* SPDX-License-Identifier: MIT */
/* One broadcast to several: each wakes the next. Over the mutex's own steps two waiters are
 * not exhausted in five million executions, so it is taken as what mutex.c is proven to be.
 * SOURCES primitives/condvar.c lock_model.c base/futex.c check_model.c
 * RUN WAITERS=2 TIMED=0
 * RUN WAITERS=2 TIMED=1
 * RUN WAITERS=3 TIMED=0
 * EXPECT hazards=none complete=yes */
#include "condvar_broadcast.c"
