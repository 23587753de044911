/* SPDX-License-Identifier: MIT */
/* Wrong: after a millisecond the others have come, on this machine, on most days. */
#include <unistd.h>

#include "meeting.h"

void meeting_wait(struct meeting *meeting)
{
    (void)meeting;
    usleep(1000);
}
