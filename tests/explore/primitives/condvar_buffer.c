/* SPDX-License-Identifier: MIT */
/* The buffer of condvar.c with more in it, over a mutex that is taken as what mutex.c is proven to be.
 * SOURCES primitives/condvar.c lock_model.c base/futex.c check_model.c
 * RUN ITEMS=2 CELLS=1
 * RUN ITEMS=2 CELLS=2
 * EXPECT hazards=none complete=yes */
#include "condvar.c"
