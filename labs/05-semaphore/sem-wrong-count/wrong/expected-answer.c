/* SPDX-License-Identifier: MIT */
/* Wrong: each lift rides once in the check, which makes two. */
#include "lift.h"

void lift_ride(int floor, void (*ride)(void))
{
    (void)floor;
    ride();
}

long lift_rides(int floor)
{
    (void)floor;
    return 2;
}
