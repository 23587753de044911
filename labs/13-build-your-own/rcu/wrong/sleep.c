/* SPDX-License-Identifier: MIT */
/* Wrong: nobody looks longer than a millisecond, unless the system gives the processor to another one. */
#include <unistd.h>

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
    usleep(1000);
}
