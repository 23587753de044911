/* SPDX-License-Identifier: MIT */
/* A barrier: nobody goes on before everybody has come. And then again, and again. */
#ifndef MEETING_H
#define MEETING_H

#include <racelab/futex.h>

struct meeting {
    uint32_t members;               /* how many have to come; does not change */
    _Atomic uint32_t first, second; /* 0 at first. What they say, you decide; one may be left unused */
};
#define MEETING_INIT(members)                                                                                \
    {                                                                                                        \
        (members), 0, 0                                                                                      \
    }

/* Returns when all members have called it: until then the caller sleeps (rl_futex_wait), and does not keep
 * looking. What each of them wrote before is seen by all of them after. The next meeting is the same call
 * again: a member may come to it before the others have woken up from this one. */
void meeting_wait(struct meeting *meeting);

#endif
