/* SPDX-License-Identifier: MIT */
/* The number dispenser of a registry office: whoever comes in takes a number and is called when it is up. */
#ifndef DISPENSER_H
#define DISPENSER_H

/* Takes the next number from the roll, 0, 1, 2 …, and calls print(number), which takes a while. There is a
 * dispenser at each door, both draw from the same roll, and both can print at the same time. Nobody gets a
 * number twice, and none is left out. */
void dispenser_take(void (*print)(int number));

#endif
