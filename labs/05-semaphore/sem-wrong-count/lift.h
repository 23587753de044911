/* SPDX-License-Identifier: MIT */
/* The log of the lifts of an office tower: how many rides went to each floor. */
#ifndef LIFT_H
#define LIFT_H

#define LIFT_FLOORS 4

/* Writes a ride to `floor` into the log, then rides: calls ride(), which takes a while. The tower has several
 * lifts, each with a thread of its own, and they can ride at the same time. */
void lift_ride(int floor, void (*ride)(void));

/* How many rides to `floor` the log has. Called at night, when every lift's thread has been joined. */
long lift_rides(int floor);

#endif
