/* SPDX-License-Identifier: MIT */
/* A lock for a few lines of code: whoever finds it taken keeps asking, because sleeping would take longer. */
#ifndef SPIN_H
#define SPIN_H

#include <stdatomic.h>
#include <stdint.h>

struct spin {
    _Atomic uint32_t first, second; /* both 0: free. What they say, you decide; one may be left unused */
};
#define SPIN_INIT                                                                                            \
    {                                                                                                        \
        0, 0                                                                                                 \
    }

/* Returns when the lock is the caller's: one thread at a time has it. What was written before an unlock is
 * seen after the next lock. Two locks have nothing to do with each other. */
void spin_lock(struct spin *lock);

/* Gives the lock back, which the caller has. If threads wait, one of them gets it. */
void spin_unlock(struct spin *lock);

#endif
