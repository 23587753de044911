/* SPDX-License-Identifier: MIT */
/* A parcel locker with room for one parcel. */
#ifndef LOCKER_H
#define LOCKER_H

/* A courier waits, asleep, until the locker is empty, and puts the parcel (not 0) in. */
void locker_put(int parcel);

/* A customer waits, asleep, until a parcel is there, takes it out and calls unpack(parcel), which takes a
 * while; the locker is free meanwhile. Any number of couriers and customers may come at any time. */
void locker_fetch(void (*unpack)(int parcel));

#endif
