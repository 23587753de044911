/* SPDX-License-Identifier: MIT */
/* Read-copy update: readers never wait; who replaces something waits until nobody can still be looking at the
 * old one. */
#ifndef GRACE_H
#define GRACE_H

#include <stdatomic.h>
#include <stdint.h>

struct grace { /* all 0 at first. What it says, you decide; nothing else is remembered anywhere */
    struct reader {
        _Atomic uint32_t shown;
        uint32_t own; /* nobody but this reader touches it */
    } reader[2];
    _Atomic uint32_t first, second, third;
};

/* Reader number `reader`, 0 or 1, begins and ends to look. What he finds in between is not freed before he
 * ends. Both look at the same time, and neither call ever waits for anybody. A reader may begin again while
 * he looks, and has ended when he has ended as often. */
void grace_enter(struct grace *grace, int reader);
void grace_leave(struct grace *grace, int reader);

/* Returns when every reader who was looking when it was called has ended; it need not wait for those who
 * begin later. It may keep asking (sched_yield). One thread at a time calls it. */
void grace_wait(struct grace *grace);

#endif
