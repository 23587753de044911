/* SPDX-License-Identifier: MIT */
/* Wrong: the new table is in place, so nobody sees the old one; but somebody is still looking at it. */
#include "grace.h"

void grace_enter(struct grace *grace, int reader)
{
    (void)grace;
    (void)reader;
}

void grace_leave(struct grace *grace, int reader)
{
    (void)grace;
    (void)reader;
}

void grace_wait(struct grace *grace)
{
    (void)grace;
}
